import { z } from 'zod';

/** Where a line of a lane's log came from; `lab` marks what the lab itself did, such as the signal that it sent. */
const logStreamSchema = z.enum(['stdout', 'stderr', 'lab']);
export type LogStream = z.infer<typeof logStreamSchema>;

/** One line of a lane's log, safe to write to a terminal: colours and text, no other escape sequence. */
export const logLineSchema = z.strictObject({
  /** 1, 2, 3 … within the lane, without a hole. */
  seq: z.int().min(1),
  /** When the lab read it, in milliseconds on the run's clock. */
  at: z.number(),
  /**
   * When the container wrote it by the engine's own clock, in milliseconds since 1970; null where the engine does not say. Of a line
   * of the lab's own: when it happened, where that was before `at`.
   */
  writtenAt: z.number().nullable(),
  stream: logStreamSchema,
  /** The container that wrote it, where that is not the one that the lane is about: `replica 2`, `balancer`. */
  from: z
    .string()
    .regex(/^(replica \d|balancer)$/)
    .optional(),
  text: z.string(),
});
export type LaneLogLine = z.infer<typeof logLineSchema>;

/** What a viewer gets of a lane's log. `skipped` lines before the first are gone: the terminal shows the gap. */
export interface LogBatch {
  skipped: number;
  lines: LaneLogLine[];
}
