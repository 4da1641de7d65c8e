import { z } from 'zod';
import { expectationSchema, rangeSchema } from '../expectation.ts';
import { laneIdSchema } from '../ids.ts';
import { laneChangeSchema } from '../lane-change.ts';
import { trafficChangeSchema } from '../traffic.ts';
import { REQUEST_KINDS } from './request-kinds.ts';

const words = z.string().min(1).max(400);

/** Something to find in a lane: a line of its log, or a request on its time axis. */
export const findSchema = z
  .strictObject({
    lane: laneIdSchema,
    text: words,
    /** A text that the line contains. */
    log: z.string().min(1).max(120).optional(),
    request: z.enum(REQUEST_KINDS).optional(),
  })
  .refine(({ log, request }) => (log === undefined) !== (request === undefined), {
    message: 'say where to look: either log, a text of a line, or request, a kind',
  });
export type Find = z.infer<typeof findSchema>;

/** What a task wants of a lane: the words of `expect`, as far as a run's own view can tell, and none of them needed. */
export const wantSchema = expectationSchema
  .pick({
    exitCode: true,
    lost: true,
    exitAfterMs: true,
    unacknowledged: true,
    serverErrors: true,
    answeredAfter: true,
    duplicated: true,
    cameBack: true,
    oomKilled: true,
    forced: true,
    promises: true,
  })
  .partial()
  .extend({
    /** Requests in flight at the signal: a lane that had nothing to do proves little. */
    inFlight: rangeSchema.optional(),
  });
export type Want = z.infer<typeof wantSchema>;

const hintSchema = z.strictObject({
  text: words,
  /** Left out once the knob of this name is turned. */
  unless: z.string().max(60).optional(),
});

/** What to turn, in the shape of the body of `POST /api/runs`. */
const solutionSchema = z.strictObject({
  words,
  traffic: trafficChangeSchema.optional(),
  lanes: z.array(laneChangeSchema).max(4).optional(),
});
export type Solution = z.infer<typeof solutionSchema>;

/** Something to bring about; whether it was, a run of the scenario tells, however that was made and ended. */
export const taskSchema = z.strictObject({
  goal: words,
  want: z
    .partialRecord(laneIdSchema, wantSchema)
    .refine((want) => Object.keys(want).length > 0, { message: 'a task wants something of one lane at least' }),
  /** How many things a learner may turn at most. */
  maxChanges: z.int().min(0).max(12).optional(),
  hints: z.array(hintSchema).max(5).default([]),
  solution: solutionSchema,
});
export type Task = z.infer<typeof taskSchema>;

/** What makes a lesson of a scenario. */
export const lessonSchema = z.strictObject({
  /** How long it takes, in minutes. */
  minutes: z.int().min(1).max(60),
  look: z.array(findSchema).max(5).default([]),
  task: taskSchema.optional(),
});
export type Lesson = z.infer<typeof lessonSchema>;
