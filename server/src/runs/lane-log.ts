import { readEvidence } from '#protocol/evidence.ts';
import type { RunningContainer } from '../engines/engine.ts';
import { LogTruncatedError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { settledWithin } from '../waiting.ts';
import { LogBuffer } from './log-buffer.ts';
import type { RunClock } from './run-clock.ts';
import { safeText } from './safe-text.ts';

/** How long after the exit the last bytes of the log may take to arrive before the log counts as incomplete. */
const LOG_PATIENCE_MS = 5_000;

/** What the containers of a lane say: their lines in the order in which the lab reads them, and what they witness of requests. */
export class LaneLog {
  readonly buffer = new LogBuffer();
  readonly #ledger: Ledger;
  readonly #clock: RunClock;
  readonly #changed: () => void;
  readonly #readings: Promise<void>[] = [];

  constructor(ledger: Ledger, clock: RunClock, changed: () => void) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#changed = changed;
  }

  /**
   * Reads a container's log until it ends.
   * @param from what its lines go by, where it is not the lane's own container
   * @param isWitness whether its lines tell what became of requests: a balancer's tell of those that it passes on
   */
  follow(container: RunningContainer, from?: string, isWitness = true): void {
    const reading = this.#read(container, from, isWitness);
    // Its failure is looked at after the exit; until then it must not count as unhandled.
    reading.catch(() => undefined);
    this.#readings.push(reading);
  }

  /**
   * Takes note of what the lab itself did or saw.
   * @param happenedAt on the run's clock, where that was earlier: a line's place in the log is when the lab read it
   */
  mark(text: string, happenedAt?: number): void {
    const writtenAt = happenedAt === undefined ? null : this.#clock.startedAtMs + happenedAt;
    this.buffer.push({ at: this.#clock.now(), writtenAt, stream: 'lab', text });
  }

  /** Whether every log was read to its last byte; to be asked when the containers have ended. @throws EngineLostError */
  async isWhole(patienceMs = LOG_PATIENCE_MS): Promise<boolean> {
    try {
      return await settledWithin(Promise.all(this.#readings), patienceMs);
    } catch (thrown) {
      if (thrown instanceof LogTruncatedError) return false;
      throw thrown;
    }
  }

  async #read(container: RunningContainer, from: string | undefined, isWitness: boolean): Promise<void> {
    for await (const line of container.logs) {
      const at = this.#clock.now();
      const evidence = isWitness ? readEvidence(line.text) : null;
      if (evidence !== null) this.#ledger.witness(evidence, at);
      const text = safeText(line.text);
      this.buffer.push({ at, writtenAt: line.writtenAt, stream: line.stream, ...(from && { from }), text });
      this.#changed();
    }
  }
}
