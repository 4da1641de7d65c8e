import { z } from 'zod';
import { laneIdSchema } from './ids.ts';
import { knobValuesSchema } from './knob.ts';
import { terminationSchema } from './termination.ts';

/** Seconds between taking back a service's readiness and the signal. */
export const preStopSecondsSchema = z.number().min(0).max(60);

/** What a learner may change of one lane. */
export const laneChangeSchema = z.strictObject({
  id: laneIdSchema,
  knobs: knobValuesSchema.optional(),
  termination: terminationSchema.optional(),
  restart: z.boolean().optional(),
  /** Seconds between taking back readiness and the termination, where the scenario's lane has such a wait. */
  preStopSeconds: preStopSecondsSchema.optional(),
});
