/**
 * The run's clock as this page can know it, in milliseconds. Each view carries the server's time; the one that travelled the
 * shortest tells best, so the estimate only ever moves forward to a better one.
 */
export class RunClockEstimate {
  readonly #local: () => number;
  /** Local time minus the run's time: the smallest that was seen. */
  #offset = Number.POSITIVE_INFINITY;

  constructor(local: () => number = () => performance.now()) {
    this.#local = local;
  }

  observe(runNow: number): void {
    this.#offset = Math.min(this.#offset, this.#local() - runNow);
  }

  /** 0 before the first view. */
  now(): number {
    return Number.isFinite(this.#offset) ? this.#local() - this.#offset : 0;
  }
}
