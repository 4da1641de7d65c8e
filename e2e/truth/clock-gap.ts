/** Where an instant of the run's clock lies on this machine's clock: nowhere outside of these, in milliseconds since 1970. */
export interface Span {
  least: number;
  most: number;
}

/** `Date.now()` says whole milliseconds, and leaves out the rest. */
const DATE_STEP_MS = 1;

/**
 * How far the run's clock and this machine's are apart. The run's clock was read between the asking and the answer; so each look
 * gives two bounds, and the quickest looks give the narrowest ones.
 */
export class ClockGap {
  #least = Number.NEGATIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;

  /** The run's clock said `runMs` at a moment after `before` and before `after` of this machine's, as `Date.now()` says them. */
  observe(runMs: number, before: number, after: number): void {
    this.#least = Math.max(this.#least, before - runMs);
    this.#most = Math.min(this.#most, after + DATE_STEP_MS - runMs);
  }

  /**
   * How far apart the bounds are, in milliseconds: infinite before the first look. Below 0 where no gap fits all looks: somebody
   * set this machine's clock meanwhile.
   */
  get width(): number {
    return this.#most - this.#least;
  }

  /** When the run's clock said something. @throws Error before the first look */
  toWallClock(runMs: number): Span {
    if (!Number.isFinite(this.#most)) throw new Error('Nobody has looked at the run’s clock yet.');
    return { least: runMs + this.#least, most: runMs + this.#most };
  }
}
