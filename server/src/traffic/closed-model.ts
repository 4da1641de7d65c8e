import { monotonicMs } from '../clock.ts';
import { Alarm } from './alarm.ts';
import type { Connection } from './connection.ts';
import { Limits } from './schedule.ts';
import type { Sender } from './sender.ts';
import type { TrafficModel } from './traffic-model.ts';

interface ClosedModelOptions {
  startAt: number;
  clients: number;
  pauseMs: number;
  maxRequests: number;
  maxSeconds: number;
}

/** A client between two requests. */
interface PausingClient {
  dueAt: number;
  /** Its connection, where it keeps one. */
  kept: Connection | null;
}

/** A number of clients: each sends, waits for the end of its request, pauses, and sends again. */
export class ClosedModel implements TrafficModel {
  readonly #options: ClosedModelOptions;
  readonly #sender: Sender;
  readonly #limits: Limits;
  readonly #changed: () => void;
  readonly #alarm = new Alarm(() => this.#tick());
  /** In the order in which they are due: all pause equally long, so the first to end is the first to be due again. */
  #pausing: PausingClient[];
  #next = 1;
  #sending = false;

  /** @param changed called whenever a request ended or nothing more is to be sent */
  constructor(options: ClosedModelOptions, sender: Sender, changed: () => void) {
    this.#options = options;
    this.#sender = sender;
    this.#changed = changed;
    this.#limits = new Limits(options, options.startAt);
    this.#pausing = Array.from({ length: options.clients }, () => ({ dueAt: options.startAt, kept: null }));
  }

  get waiting(): boolean {
    const [first] = this.#pausing;
    return first !== undefined && this.#limits.allow(this.#next, first.dueAt);
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
    for (const { dueAt } of this.#pausing) {
      if (dueAt > now || !this.#limits.allow(this.#next, dueAt)) break;
      this.#sender.miss(this.#next, dueAt, 'abandoned');
      this.#next += 1;
    }
    this.#pausing = [];
    this.stop(Number.NEGATIVE_INFINITY);
  }

  /** Sends what is due. A request that ends at once must not send the next from inside: the loop here takes it. */
  #tick(): void {
    if (this.#sending) return;
    this.#sending = true;
    for (;;) {
      const [first] = this.#pausing;
      if (first === undefined || !this.waiting || first.dueAt > monotonicMs()) break;
      this.#pausing.shift();
      this.#send(first);
    }
    this.#sending = false;
    const [first] = this.#pausing;
    if (first !== undefined && this.waiting) this.#alarm.set(first.dueAt);
  }

  #send({ dueAt, kept }: PausingClient): void {
    const number = this.#next;
    this.#next += 1;
    this.#sender.send(number, dueAt, kept, (keptOn, endedAt) => {
      this.#pausing.push({ dueAt: endedAt + this.#options.pauseMs, kept: keptOn });
      this.#tick();
      this.#changed();
    });
  }
}
