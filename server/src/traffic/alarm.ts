import { monotonicMs } from '../clock.ts';

/**
 * Node's timers count whole milliseconds and ring up to one late, so the last stretch is spent turning over the event loop
 * (which goes on reading sockets meanwhile). In milliseconds: longer costs more CPU, shorter rings late.
 */
const WATCHFUL_MS = 2;

/** Rings once at an instant of the monotonic clock, within a small part of a millisecond when the thread is not busy. */
export class Alarm {
  readonly #ring: () => void;
  #at: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Sets it, in place of any earlier time. An instant that has passed rings on the next turn of the event loop. */
  set(at: number): void {
    this.cancel();
    this.#at = at;
    this.#wait(at);
  }

  cancel(): void {
    this.#at = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
  }

  #wait(at: number): void {
    const remaining = at - monotonicMs();
    if (remaining > WATCHFUL_MS)
      this.#timer = setTimeout(() => this.#look(), Math.floor(remaining - WATCHFUL_MS / 2));
    else this.#immediate = setImmediate(() => this.#look());
  }

  #look(): void {
    const at = this.#at;
    if (at === null) return;
    if (monotonicMs() < at) {
      this.#wait(at);
      return;
    }
    this.cancel();
    this.#ring();
  }
}
