/** Decides when requests are due and has them sent. */
export interface TrafficModel {
  /** Whether anything is still to be sent, now or later, as long as no request in flight ends. */
  readonly waiting: boolean;
  begin(): void;
  /** Lets no request be due after an instant of the monotonic clock, in milliseconds. */
  stop(atMs: number): void;
  /** Sends nothing more: what is due by now and was not sent is recorded as such. */
  abandon(): void;
}
