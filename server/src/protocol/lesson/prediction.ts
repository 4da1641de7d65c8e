import { z } from 'zod';
import { laneIdSchema } from '../ids.ts';

/** What a learner says of a lane before its run; each part may be left open. */
export const lanePredictionSchema = z.strictObject({
  /** `never`: it goes on running, whatever is sent. */
  exitCode: z.union([z.int().min(0).max(255), z.literal('never')]).optional(),
  /** How many requests it loses. */
  lost: z.int().min(0).max(100_000).optional(),
  /** Seconds from the signal to the exit. */
  seconds: z.number().min(0).max(1_000).optional(),
});
export type LanePrediction = z.infer<typeof lanePredictionSchema>;

export const predictionSchema = z.strictObject({ lanes: z.partialRecord(laneIdSchema, lanePredictionSchema) });
export type Prediction = z.infer<typeof predictionSchema>;
