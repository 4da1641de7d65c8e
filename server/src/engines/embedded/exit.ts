import type { EndedBy } from '#protocol/lane.ts';
import type { SignalName } from '#protocol/signals.ts';
import { SIGNAL_NAMES, signalOfExitCode } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import type { ContainerExit } from '../engine.ts';

/** What the lab has sent to a program, and when: the only source of `forced`. */
export class SentSignals {
  readonly #names = new Set<SignalName>();
  readonly #startedAt = monotonicMs();
  #firstAt: number | null = null;

  add(name: SignalName, at: number): void {
    this.#names.add(name);
    this.#firstAt ??= at;
  }

  /** The end of the program that has just ended with this code. */
  exit(exitCode: number): ContainerExit {
    const endedAt = monotonicMs();
    return {
      exitCode,
      signal: signalOfExitCode(exitCode),
      oomKilled: false,
      oomReported: false,
      forced: this.#names.has('SIGKILL'),
      endedBy: this.#endedBy(exitCode),
      durationMs: endedAt - (this.#firstAt ?? this.#startedAt),
      endedAt,
    };
  }

  #endedBy(exitCode: number): EndedBy {
    const signal = SIGNAL_NAMES.find((name) => name === signalOfExitCode(exitCode));
    if (signal !== undefined && !this.#names.has(signal)) return 'outside';
    if (this.#names.size > 0) return 'lab';
    // Nobody reports a signal that was handled: a graceful program that was sent SIGTERM from outside ends with 0, as one that
    // was done. A code that tells of a failure is the program's own.
    return exitCode === 0 ? 'unknown' : 'itself';
  }
}
