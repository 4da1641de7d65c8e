import type { EndedBy } from '#protocol/lane.ts';
import { SIGNAL_NUMBERS, signalOfExitCode } from '#protocol/signals.ts';
import type { ContainerExit } from '../engine.ts';

/** A signal that the engine reported as sent to a container. */
export interface SeenSignal {
  signal: number;
  by: 'lab' | 'outside';
  /** Whether it is the stop signal of the lab's own `stop`. */
  isStopSignal: boolean;
}

interface Expectation {
  signal: number;
  atMs: number;
}

interface Stop extends Expectation {
  gracePeriodSeconds: number;
  /** When the engine sent the stop signal, by the engine's clock; null before that. */
  sentAtEngineMs: number | null;
}

/** Signals that ask a program to end. After another one, such as SIGHUP, an exit is the program's own affair. */
const ENDING_SIGNALS = new Set<number>([
  SIGNAL_NUMBERS.SIGTERM,
  SIGNAL_NUMBERS.SIGINT,
  SIGNAL_NUMBERS.SIGQUIT,
  SIGNAL_NUMBERS.SIGKILL,
]);

/**
 * Which signals were sent to one container and by whom. The engine reports every signal without its sender; those that the lab
 * had announced before are the lab's, all others came from outside.
 */
export class SignalHistory {
  readonly #expected: Expectation[] = [];
  readonly #seen: (SeenSignal & { atMs: number })[] = [];
  #stop: Stop | null = null;
  #isRemoving = false;

  /** The lab is about to send a signal. Call what is returned where it could not be sent. */
  expect(signal: number, atMs: number): () => void {
    const expectation = { signal, atMs };
    this.#expected.push(expectation);
    return () => {
      const index = this.#expected.indexOf(expectation);
      if (index !== -1) this.#expected.splice(index, 1);
    };
  }

  /** The lab is about to stop the container. Call what is returned where that failed. */
  expectStop(signal: number, gracePeriodSeconds: number, atMs: number): () => void {
    const stop: Stop = { signal, atMs, gracePeriodSeconds, sentAtEngineMs: null };
    this.#stop = stop;
    return () => {
      if (this.#stop === stop) this.#stop = null;
    };
  }

  /** The lab is about to remove the container: SIGKILLs from now on are the lab's. */
  expectRemoval(): void {
    this.#isRemoving = true;
  }

  /**
   * The engine reported a signal.
   * @param engineMs when it was sent, in milliseconds of the engine's clock
   * @param nowMs when the lab heard of it, on the monotonic clock
   */
  report(signal: number, engineMs: number, nowMs: number): SeenSignal {
    const seen = this.#attribute(signal, engineMs, nowMs);
    this.#seen.push(seen);
    return seen;
  }

  /** What is known of the end. `startedAtMs` and `nowMs` are on the monotonic clock. */
  exit(end: {
    exitCode: number | null;
    oomKilled: boolean;
    restarts: boolean;
    startedAtMs: number;
    nowMs: number;
  }): ContainerExit {
    const signalledAt = this.#seen[0]?.atMs ?? null;
    return {
      exitCode: end.exitCode,
      signal: signalOfExitCode(end.exitCode),
      oomKilled: end.oomKilled,
      oomReported: true,
      forced: this.#seen.some((seen) => seen.signal === SIGNAL_NUMBERS.SIGKILL),
      endedBy: this.#endedBy(end.exitCode, end.oomKilled),
      durationMs: Math.max(0, end.nowMs - (signalledAt ?? end.startedAtMs)),
      endedAt: end.nowMs,
      signalledAt,
      restarts: end.restarts,
    };
  }

  #attribute(signal: number, engineMs: number, nowMs: number): SeenSignal & { atMs: number } {
    const index = this.#expected.findIndex((expectation) => expectation.signal === signal);
    const [expectation] = index === -1 ? [] : this.#expected.splice(index, 1);
    if (expectation !== undefined) return { signal, by: 'lab', isStopSignal: false, atMs: expectation.atMs };
    const stop = this.#stop;
    if (stop !== null && stop.sentAtEngineMs === null && stop.signal === signal) {
      stop.sentAtEngineMs = engineMs;
      return { signal, by: 'lab', isStopSignal: true, atMs: stop.atMs };
    }
    const isForcedByLab = signal === SIGNAL_NUMBERS.SIGKILL && (this.#isRemoving || graceIsOver(stop, engineMs));
    return { signal, by: isForcedByLab ? 'lab' : 'outside', isStopSignal: false, atMs: nowMs };
  }

  #endedBy(exitCode: number | null, oomKilled: boolean): EndedBy {
    if (exitCode === null) return this.#isRemoving ? 'lab' : 'unknown';
    const exitSignal = signalNumber(signalOfExitCode(exitCode));
    const sameSignal = this.#seen.findLast((seen) => seen.signal === exitSignal);
    if (sameSignal !== undefined) return sameSignal.by;
    if (oomKilled && exitSignal === SIGNAL_NUMBERS.SIGKILL) return 'itself';
    const request = this.#seen.findLast((seen) => ENDING_SIGNALS.has(seen.signal));
    if (request !== undefined) return request.by;
    // `docker exec … kill` and a `kill` on the engine's own machine send signals that the engine never hears of: they may be
    // behind an exit code that stands for one, and behind a graceful end with 0.
    return exitCode === 0 || exitSignal !== null ? 'unknown' : 'itself';
  }
}

/** The engine sends SIGKILL no earlier than the grace period after the stop signal; one that comes sooner is somebody else's. */
function graceIsOver(stop: Stop | null, engineMs: number): boolean {
  if (stop === null || stop.sentAtEngineMs === null) return false;
  return engineMs - stop.sentAtEngineMs >= stop.gracePeriodSeconds * 1000;
}

/** The number of a signal that may be sent; null for any other name. */
export function signalNumber(name: string | null): number | null {
  const entry = Object.entries(SIGNAL_NUMBERS).find(([known]) => known === name);
  return entry === undefined ? null : entry[1];
}
