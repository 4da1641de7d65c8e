import { z } from 'zod';

/** No run is due more requests in a lane than this: the ledger is drawn and kept in memory. */
export const MAX_REQUESTS_PER_LANE = 100_000;

const common = {
  /** Whether a client uses its connection again. Without it every request opens a connection of its own. */
  keepAlive: z.boolean(),
  /** Milliseconds from sending until the generator gives up on a request. */
  timeoutMs: z.int().min(100).max(120_000),
  /** Milliseconds that the server's handler takes between `received` and `stored`. */
  handlerTimeMs: z.int().min(0).max(60_000),
  /** The traffic stops by itself after so many requests were due … */
  maxRequests: z.int().min(1).max(MAX_REQUESTS_PER_LANE),
  /** … or after so many seconds, whichever comes first. */
  maxSeconds: z.int().min(1).max(900),
};

/** Each client waits for its answer, then pauses: a slow server slows its clients down. */
export const closedTrafficSchema = z.strictObject({
  model: z.literal('closed'),
  clients: z.int().min(1).max(500),
  pauseMs: z.int().min(0).max(60_000),
  ...common,
});

/** A fixed rate, whatever the server does: how the world outside behaves. */
export const openTrafficSchema = z.strictObject({
  model: z.literal('open'),
  ratePerSecond: z.number().min(0.1).max(5_000),
  ...common,
});

export const trafficSchema = z.discriminatedUnion('model', [closedTrafficSchema, openTrafficSchema]);
export type Traffic = z.infer<typeof trafficSchema>;

/** What a learner may change of a scenario's traffic: any part of it, and the model only together with its own fields. */
export const trafficChangeSchema = z.union([
  trafficSchema,
  closedTrafficSchema.omit({ model: true }).partial(),
  openTrafficSchema.omit({ model: true }).partial(),
]);
export type TrafficChange = z.infer<typeof trafficChangeSchema>;
