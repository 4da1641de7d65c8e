import { z } from 'zod';
import { runIdSchema, slugSchema } from '../ids.ts';
import { predictionSchema } from './prediction.ts';
import { STEPS } from './steps.ts';

/** No course has more lessons than this: what one learner may keep on the server is bounded. */
export const MAX_LESSONS = 60;

/** How far a learner is with one lesson. */
export const lessonProgressSchema = z.strictObject({
  /** When it last changed, milliseconds since 1970 by the browser's clock. */
  at: z.int().min(0),
  /** What was locked in; null where it was skipped, or is still to come. */
  prediction: predictionSchema.nullable(),
  skipped: z.boolean(),
  /** What the prediction came to: points, of so many. Null until a run of the scenario as it is written proved something. */
  score: z.strictObject({ points: z.number().min(0).max(100), of: z.number().min(0).max(100) }).nullable(),
  /** The last run that was made in this lesson. */
  runId: runIdSchema.nullable(),
  seen: z.array(z.enum(STEPS)).max(STEPS.length),
  /** Whether its task was done. */
  done: z.boolean(),
});
export type LessonProgress = z.infer<typeof lessonProgressSchema>;

/** All that a learner has of the course, by the ids of the scenarios. */
export const progressSchema = z.strictObject({
  version: z.literal(1),
  lessons: z
    .record(slugSchema, lessonProgressSchema)
    .refine((lessons) => Object.keys(lessons).length <= MAX_LESSONS, { message: 'too many lessons' }),
});
export type Progress = z.infer<typeof progressSchema>;
