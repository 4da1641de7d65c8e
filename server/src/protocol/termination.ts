import { z } from 'zod';
import { MAX_GRACE_PERIOD_SECONDS } from './grace-period.ts';
import { SIGNAL_NAMES } from './signals.ts';

/** Ways in which a program can be made to fail, by a request that its `container.yaml` names. */
export const FAULTS = ['crash', 'out-of-memory'] as const;
export type Fault = (typeof FAULTS)[number];

/**
 * What ends a lane. Three different things: `docker kill` (SIGKILL), `docker kill --signal=S` (never escalates) and
 * `docker stop -t N` (stop signal, grace period, SIGKILL). Beside them stands what nobody orders in earnest: a fault of the
 * program itself, which the lab calls forth by a request.
 */
export const terminationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kill'), signal: z.enum(SIGNAL_NAMES) }),
  z.strictObject({
    kind: z.literal('stop'),
    gracePeriodSeconds: z.int().min(0).max(MAX_GRACE_PERIOD_SECONDS),
  }),
  z.strictObject({ kind: z.literal('fault'), fault: z.enum(FAULTS) }),
]);
export type Termination = z.infer<typeof terminationSchema>;
