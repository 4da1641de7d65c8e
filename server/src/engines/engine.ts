import type { Exit, PrepareStep } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import type { RuntimeSettings } from '#protocol/runtime-knobs.ts';
import type { SignalName } from '#protocol/signals.ts';
import type { Fault } from '#protocol/termination.ts';
import type { ContainerDetails, ContainerProcess, ContainerUsage } from './details.ts';
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
  /** How the engine starts it; as its image has it where nothing is said. */
  runtime?: RuntimeSettings;
  /** Containers of one group reach each other at their `inside` addresses; those of none reach nobody. */
  group?: string;
}

/** A step on the way to a ready container, as whoever waits is told of it in their language. */
export interface PrepareProgress extends Omit<PrepareStep, 'text'> {
  said: Said;
}

/** What a lane asks of an engine. */
export interface EngineDemand {
  containers: readonly LabContainer[];
  runtime: RuntimeSettings;
  isGroup: boolean;
  fault: Fault | null;
}

/** How a container ended, and when. */
export interface ContainerExit extends Exit {
  /** When the engine told of the end, in milliseconds on the monotonic clock. */
  endedAt: number;
  /** When the first signal was sent, on the same clock; null where the engine saw none: then `durationMs` counts from the start. */
  signalledAt: number | null;
  /** Whether the container's own restart policy starts it again: `cameBack` tells when it answers. */
  restarts: boolean;
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
  /** Where the other containers of its group reach it, `172.18.0.2:8000`. */
  readonly inside: string;
  /**
   * Can be iterated once. Ends after the container's last byte was read; throws LogTruncatedError where somebody removed the log
   * before, EngineLostError when the engine went away. The log of a container that its restart policy starts again goes on until
   * it is removed.
   */
  readonly logs: AsyncIterable<LogLine>;
  /**
   * Settles when the container has ended, whoever ended it: an exit code is data, not a rejection. Rejects with EngineLostError
   * when the engine went away and the end can no longer be known.
   */
  readonly exited: Promise<ContainerExit>;
  /**
   * Settles after the exit: where its restart policy started it again, with where it answers its health check then; null where
   * it does not come back. Never rejects.
   */
  readonly cameBack: Promise<HttpAddress | null>;
  /**
   * Sends a signal and nothing more (`docker kill --signal`); resolves when the engine has carried it out. No-op after the exit,
   * unless its restart policy started it again.
   */
  signal(name: SignalName): Promise<void>;
  /**
   * Stop signal, grace period, SIGKILL (`docker stop -t`); resolves when the container has ended. Calling it again shares the
   * first call's end.
   * @param onAccepted called once the stop signal is on its way
   */
  stop(gracePeriodSeconds: number, onAccepted?: () => void): Promise<void>;
  /**
   * Starts a container that has ended once more, with the files that it left, and waits until it answers its health check. What it
   * prints and how it ends then is nobody's concern: disposing the container ends it.
   * @returns where it answers now
   * @throws StartError, EngineLostError, AbortError
   */
  startAgain(abortSignal: AbortSignal): Promise<HttpAddress>;
  /** What it is and how it stands now. @throws EngineLostError; LabError `not-found` once it was removed */
  inspect(): Promise<ContainerDetails>;
  /**
   * Its processes; none where it does not run.
   * @throws EngineLostError; LabError `not-found` once it was removed, `engine-cannot` where this machine does not tell
   */
  processes(): Promise<ContainerProcess[]>;
  /** What it takes, measured over a moment; all zero where it does not run. @throws as `processes` */
  usage(): Promise<ContainerUsage>;
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
  /** Behaviours that this engine cannot show on this machine, each a sentence in English: they are kept with a run. */
  readonly limits: readonly Said[];
  /**
   * The lab container that this engine would really run: itself, or its stand-in where it cannot run here.
   */
  resolve(container: LabContainer): LabContainer;
  /** Why this engine cannot do what a lane asks for, in a sentence; null where it can. */
  lacks(demand: EngineDemand): Said | null;
  /** Builds the image, or installs what is missing. Shared by concurrent callers. @throws ImageBuildError, EngineLostError */
  prepare(
    container: LabContainer,
    progress: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<void>;
  /** Starts a container and waits until it answers its health check. @throws StartError, EngineLostError, AbortError */
  start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer>;
  /** Removes what an earlier, dead lab left behind, and nothing else. */
  sweep(): Promise<SweepReport>;
}
