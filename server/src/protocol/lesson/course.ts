import { z } from 'zod';
import { slugSchema } from '../ids.ts';

export const chapterSchema = z.strictObject({
  id: slugSchema,
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(240),
  /** Whether the course can be finished without it. */
  optional: z.boolean().default(false),
  /** Ids of scenarios, in the order in which they are learned. */
  lessons: z.array(slugSchema).min(1).max(30),
});
export type Chapter = z.infer<typeof chapterSchema>;

/** An ordered path through the scenarios: `course.yaml`, and the answer of `GET /api/course`. */
export const courseSchema = z.strictObject({
  title: z.string().min(1).max(80),
  chapters: z.array(chapterSchema).min(1).max(20),
});
export type Course = z.infer<typeof courseSchema>;
