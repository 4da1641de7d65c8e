import { z } from 'zod';
import { SIGNAL_NAMES } from './signals.ts';

/** The longest grace period that a learner may ask for, in seconds: five minutes of waiting teach nothing more. */
export const MAX_GRACE_PERIOD_SECONDS = 300;

/**
 * What ends a lane. Three different things: `docker kill` (SIGKILL), `docker kill --signal=S` (never escalates) and
 * `docker stop -t N` (stop signal, grace period, SIGKILL).
 */
export const terminationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kill'), signal: z.enum(SIGNAL_NAMES) }),
  z.strictObject({
    kind: z.literal('stop'),
    gracePeriodSeconds: z.int().min(0).max(MAX_GRACE_PERIOD_SECONDS),
  }),
]);
export type Termination = z.infer<typeof terminationSchema>;
