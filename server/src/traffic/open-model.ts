import { monotonicMs } from '../clock.ts';
import { Alarm } from './alarm.ts';
import type { Connection } from './connection.ts';
import { Limits, openDueAt } from './schedule.ts';
import type { Sender } from './sender.ts';
import type { TrafficModel } from './traffic-model.ts';

interface OpenModelOptions {
  startAt: number;
  ratePerSecond: number;
  maxRequests: number;
  maxSeconds: number;
}

/**
 * Sends at a fixed rate, whatever the server does. A request that comes late because the thread was busy is sent at once and
 * none is left out: its row says when it was due.
 */
export class OpenModel implements TrafficModel {
  readonly #options: OpenModelOptions;
  readonly #sender: Sender;
  readonly #limits: Limits;
  readonly #changed: () => void;
  readonly #alarm = new Alarm(() => this.#tick());
  readonly #idle: Connection[] = [];
  #next = 1;

  /** @param changed called whenever a request ended or nothing more is to be sent */
  constructor(options: OpenModelOptions, sender: Sender, changed: () => void) {
    this.#options = options;
    this.#sender = sender;
    this.#changed = changed;
    this.#limits = new Limits(options, options.startAt);
  }

  get waiting(): boolean {
    return this.#limits.allow(this.#next, this.#nextDueAt);
  }

  begin(): void {
    this.#alarm.set(this.#options.startAt);
  }

  stop(atMs: number): void {
    this.#limits.stopAfter(atMs);
    if (this.waiting) return;
    this.#alarm.cancel();
    this.#changed();
  }

  abandon(): void {
    const now = monotonicMs();
    for (; this.waiting && this.#nextDueAt <= now; this.#next += 1) {
      this.#sender.miss(this.#next, this.#nextDueAt, 'abandoned');
    }
    this.stop(Number.NEGATIVE_INFINITY);
  }

  get #nextDueAt(): number {
    return openDueAt(this.#options.startAt, this.#options.ratePerSecond, this.#next);
  }

  #tick(): void {
    while (this.waiting && this.#nextDueAt <= monotonicMs()) {
      const number = this.#next;
      const dueAt = this.#nextDueAt;
      this.#next += 1;
      this.#sender.send(number, dueAt, this.#idleConnection(), (kept) => {
        if (kept !== null) this.#idle.push(kept);
        this.#changed();
      });
    }
    if (this.waiting) this.#alarm.set(this.#nextDueAt);
    else this.#changed();
  }

  /** The connection that was used last: the others may rest, as in a client's pool. */
  #idleConnection(): Connection | null {
    for (;;) {
      const connection = this.#idle.pop();
      if (connection === undefined) return null;
      if (connection.usable) return connection;
    }
  }
}
