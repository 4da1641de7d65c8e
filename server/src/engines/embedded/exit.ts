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
      signalledAt: this.#firstAt,
      restarts: false,
    };
  }

  #endedBy(exitCode: number): EndedBy {
    const signal = SIGNAL_NAMES.find((name) => name === signalOfExitCode(exitCode));
    if (this.#names.size > 0) return signal === undefined || this.#names.has(signal) ? 'lab' : 'outside';
    // Nobody reports a signal that the lab did not send: it may be somebody's, the kernel's for want of memory, or the program's
    // own. A graceful program that was sent SIGTERM from outside ends with 0, as one that was done. A code that tells of a
    // failure is the program's own.
    return exitCode === 0 || signal !== undefined ? 'unknown' : 'itself';
  }
}
