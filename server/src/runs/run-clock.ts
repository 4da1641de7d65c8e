import { monotonicMs } from '../clock.ts';

/** A run's clock: milliseconds since the run began, on the server's monotonic clock. Every time of a run is read from it. */
export class RunClock {
  /** The run's zero on the monotonic clock. */
  readonly origin = monotonicMs();

  /** The same instant by the machine's own clock, in milliseconds since 1970: only to be told, for that clock can be set. */
  readonly startedAtMs = Date.now();

  now(): number {
    return monotonicMs() - this.origin;
  }

  /** A time of the monotonic clock on this clock. */
  at(monotonic: number): number {
    return monotonic - this.origin;
  }
}
