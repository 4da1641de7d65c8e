import type { Traffic } from '#protocol/traffic.ts';

/** The one place that a lane's traffic goes to: its own container. */
export interface TrafficTarget {
  host: string;
  port: number;
}

/** The request that is sent over and over; `{number}` in its path, its headers and the strings of its body becomes its number. */
export interface RequestTemplate {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: Record<string, string | number | boolean>;
}

/** Everything that the generator needs to know of one lane. */
export interface TrafficPlan {
  target: TrafficTarget;
  request: RequestTemplate;
  traffic: Traffic;
  /** The run's zero on the monotonic clock, in milliseconds: the rows' times are counted from it. */
  origin: number;
  /**
   * When request 1 is due on the monotonic clock, in milliseconds. The same for every lane of a run, so that all have the same
   * schedule.
   */
  startAt: number;
}
