import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';

/**
 * The run's clock as this page can know it, in milliseconds. Each view carries the server's time; the one that travelled the
 * shortest tells best, so the estimate only ever moves forward to a better one.
 */
export class RunClockEstimate {
  readonly #local: () => number;
  /** Local time minus the run's time: the smallest that was seen. */
  #offset = Number.POSITIVE_INFINITY;
  #restsAt: number | null = null;

  constructor(local: () => number = () => performance.now()) {
    this.#local = local;
  }

  /** Takes a view's word. The clock of a run that is over stands still at the last instant that anything is known of. */
  observe(view: Pick<RunView, 'now' | 'status'>): void {
    this.#offset = Math.min(this.#offset, this.#local() - view.now);
    if (isOver(view)) this.#restsAt = view.now;
  }

  /** 0 before the first view. */
  now(): number {
    if (this.#restsAt !== null) return this.#restsAt;
    return Number.isFinite(this.#offset) ? this.#local() - this.#offset : 0;
  }
}
