import type { Traffic } from '#protocol/traffic.ts';

/** When request `number` of an open model is due, in milliseconds on the clock of `startAt`. A function of nothing else. */
export function openDueAt(startAt: number, ratePerSecond: number, number: number): number {
  return startAt + ((number - 1) * 1000) / ratePerSecond;
}

/** When a lane's traffic is over: whichever comes first of the traffic's own limits and an instant that somebody chose. */
export class Limits {
  readonly #maxRequests: number;
  /** No request is due at this moment or later. */
  readonly #endAt: number;
  #lastAt = Number.POSITIVE_INFINITY;

  constructor({ maxRequests, maxSeconds }: Pick<Traffic, 'maxRequests' | 'maxSeconds'>, startAt: number) {
    this.#maxRequests = maxRequests;
    this.#endAt = startAt + maxSeconds * 1000;
  }

  /** Lets no request be due after an instant. A later instant than an earlier call's changes nothing. */
  stopAfter(instant: number): void {
    this.#lastAt = Math.min(this.#lastAt, instant);
  }

  /** Whether request `number` may be due at `dueAt`. */
  allow(number: number, dueAt: number): boolean {
    return number <= this.#maxRequests && dueAt < this.#endAt && dueAt <= this.#lastAt;
  }
}
