import { monotonicMs } from '../clock.ts';
import { watch } from './watch.ts';

/**
 * Node's timers count whole milliseconds and ring up to one late, so the last stretch is left to the thread's watch. In
 * milliseconds: longer costs more CPU, shorter rings late.
 */
const WATCHFUL_MS = 2;

/** Rings once at an instant of the monotonic clock, within a small part of a millisecond when the thread is not busy. */
export class Alarm {
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | null = null;
  #unwatch: (() => void) | null = null;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Sets it, in place of any earlier time. An instant that has passed rings on the next turn of the event loop. */
  set(at: number): void {
    this.cancel();
    const remaining = at - monotonicMs();
    if (remaining > WATCHFUL_MS)
      this.#timer = setTimeout(() => this.set(at), Math.floor(remaining - WATCHFUL_MS / 2));
    else this.#unwatch = watch(at, this.#ring);
  }

  cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#unwatch?.();
    this.#timer = null;
    this.#unwatch = null;
  }
}
