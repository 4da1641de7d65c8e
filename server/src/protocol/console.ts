import { z } from 'zod';
import { MAX_LINE_CHARACTERS } from './console-words.ts';
import { laneIdSchema, runIdSchema } from './ids.ts';

/** A line that was typed into a lane's console. */
export const consoleRunSchema = z.strictObject({
  runId: runIdSchema,
  laneId: laneIdSchema,
  line: z
    .string()
    .max(MAX_LINE_CHARACTERS)
    .regex(/^\P{Cc}*$/u, 'a line has no control characters'),
});
export type ConsoleRun = z.infer<typeof consoleRunSchema>;

/** A line that a command printed: text without any control character but tabs. */
export interface ConsoleLine {
  stream: 'stdout' | 'stderr';
  text: string;
}

/** What a command printed, and its exit code. */
export interface ConsoleAnswer {
  lines: ConsoleLine[];
  exitCode: number;
  /** Whether it sent a lane a termination. */
  acted: boolean;
}
