import type { LaneId } from './ids.ts';
import type { KnobValues } from './knob.ts';
import type { Counts } from './request.ts';
import type { ErrorView } from './result.ts';
import type { Termination } from './termination.ts';

export type LaneState = 'preparing' | 'ready' | 'running' | 'draining' | 'exited' | 'failed';

/** Who ended a container: the lab, somebody outside it, or its own program. `unknown` where the engine cannot say. */
export type EndedBy = 'lab' | 'outside' | 'itself' | 'unknown';

/** How a container ended, by the engine's own word. */
export interface Exit {
  /** Null where the engine never learned it. */
  exitCode: number | null;
  /** The signal that the code stands for (128 + n), null where it stands for none. */
  signal: string | null;
  /** The engine's `State.OOMKilled`. Says nothing where `oomReported` is false. */
  oomKilled: boolean;
  /** Whether the engine reports kills by the out-of-memory killer at all. */
  oomReported: boolean;
  /** A SIGKILL was sent: known from what was sent, never guessed from 137. */
  forced: boolean;
  endedBy: EndedBy;
  /** Milliseconds from the first signal to the exit; where no signal was seen, from the start of the container. */
  durationMs: number;
}

export type PromiseId =
  | 'in-flight-answered'
  | 'no-connection-cut'
  | 'exit-within-grace'
  | 'no-sigkill'
  | 'acknowledged-survives';

/** Something that a graceful shutdown owes, with what shows that it was kept or broken. */
export interface PromiseView {
  id: PromiseId;
  state: 'kept' | 'broken' | 'unknown';
  /** One sentence for a person. */
  evidence: string;
  /** The numbers of the requests that show it. */
  rows: number[];
}

export interface Verdict {
  promises: PromiseView[];
}

/** A step on the way to a ready container, shown while the learner waits. */
export interface PrepareStep {
  phase: 'image' | 'container' | 'health';
  text: string;
  /** Steps done and all steps where the engine says how many there are. */
  done?: number;
  total?: number;
}

export interface LaneView {
  id: LaneId;
  label: string;
  state: LaneState;
  container: {
    name: string;
    image: string;
    /** What runs in it, in a few words: `gunicorn · gthread · 8 threads`. */
    summary: string;
    /** The command that the lane's termination stands for: the planned one, or the one that was sent. */
    commandLine: string;
    knobs: KnobValues;
    /** Where the learner's own curl reaches it; null while it does not run. */
    url: string | null;
    /** A path that answers 200 while the container is healthy. */
    healthPath: string;
    /** Whether the generator goes through a proxy (the published port) because the container's own address cannot be reached. */
    proxied: boolean;
    /** The lab container that runs in place of the one that the scenario names; null where it is the real one. */
    standInFor: string | null;
  };
  /** The planned termination, replaced by the one that was sent. */
  termination: Termination;
  /** t0: when the lane's termination was sent, on the run's clock. */
  terminatedAtMs?: number;
  /** When the engine had carried the signal out. */
  acceptedAtMs?: number;
  exitedAtMs?: number;
  exit?: Exit;
  /** Present while the lane prepares. */
  progress?: PrepareStep;
  /** Present in state `failed`. */
  error?: ErrorView;
  counts: Counts;
  verdict?: Verdict;
}
