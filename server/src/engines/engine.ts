import type { Exit, PrepareStep } from '#protocol/lane.ts';
import type { SignalName } from '#protocol/signals.ts';
import type { LabContainer } from './lab-container.ts';

/** Where the generator goes. */
export interface HttpAddress {
  host: string;
  port: number;
  /**
   * Whether a proxy stands between (Docker's published port): it accepts a connection before the container does, so a late
   * refusal shows as connected and then cut.
   */
  proxied: boolean;
}

/** One line of a container's output, as it was written: nothing neutralised, no newline. */
export interface LogLine {
  /** 1, 2, 3 … within the container. */
  seq: number;
  /** When the engine says that it was written, in milliseconds since 1970; null where it does not say. */
  writtenAt: number | null;
  stream: 'stdout' | 'stderr';
  text: string;
}

/** What to start. Arguments and environment are made from checked knobs, never from free text. */
export interface ContainerSpec {
  /** Unique among what this lab starts; a valid Docker name, `lab-1a2b3c4d-a`. */
  name: string;
  container: LabContainer;
  /** Arguments that follow the program's own, such as `--threads 8`. */
  arguments: string[];
  environment: Record<string, string>;
}

/** How a container ended, and when. */
export interface ContainerExit extends Exit {
  /** When the engine told of the end, in milliseconds on the monotonic clock. */
  endedAt: number;
  /** When the first signal was sent, on the same clock; null where the engine saw none: then `durationMs` counts from the start. */
  signalledAt: number | null;
}

/** A container that answered its health check. Disposing it removes it, whatever its state, and is safe to do twice. */
export interface RunningContainer extends AsyncDisposable {
  readonly id: string;
  readonly name: string;
  /** What runs, for a person: an image and its tag, or a command. */
  readonly image: string;
  readonly address: HttpAddress;
  /** Where the learner's own curl reaches it, `http://127.0.0.1:49153`. */
  readonly url: string;
  /**
   * Can be iterated once. Ends after the container's last byte was read; throws LogTruncatedError where somebody removed the log
   * before, EngineLostError when the engine went away.
   */
  readonly logs: AsyncIterable<LogLine>;
  /**
   * Settles when the container has ended, whoever ended it: an exit code is data, not a rejection. Rejects with EngineLostError
   * when the engine went away and the end can no longer be known.
   */
  readonly exited: Promise<ContainerExit>;
  /** Sends a signal and nothing more (`docker kill --signal`); resolves when the engine has carried it out. No-op after the exit. */
  signal(name: SignalName): Promise<void>;
  /**
   * Stop signal, grace period, SIGKILL (`docker stop -t`); resolves when the container has ended. Calling it again shares the
   * first call's end.
   * @param onAccepted called once the stop signal is on its way
   */
  stop(gracePeriodSeconds: number, onAccepted?: () => void): Promise<void>;
}

/** What a sweep removed. */
export interface SweepReport {
  containers: string[];
  networks: string[];
  processes: number[];
  /** What it could not remove, each with the reason, for a person. */
  left: string[];
}

/** Where containers run. No type of Docker's leaks through it. Disposing it ends everything that it made. */
export interface Engine extends AsyncDisposable {
  readonly kind: 'docker' | 'embedded' | 'fake';
  /** Behaviours that this engine cannot show on this machine, each a sentence. */
  readonly limits: readonly string[];
  /**
   * The lab container that this engine would really run: itself, or its stand-in where it cannot run here.
   */
  resolve(container: LabContainer): LabContainer;
  /** Builds the image, or installs what is missing. Shared by concurrent callers. @throws ImageBuildError, EngineLostError */
  prepare(container: LabContainer, progress: (step: PrepareStep) => void, abortSignal: AbortSignal): Promise<void>;
  /** Starts a container and waits until it answers its health check. @throws StartError, EngineLostError, AbortError */
  start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer>;
  /** Removes what an earlier, dead lab left behind, and nothing else. */
  sweep(): Promise<SweepReport>;
}
