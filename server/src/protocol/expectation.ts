import { z } from 'zod';

/** A range of whole numbers, both ends in it: `3`, or `[1, 5]`. */
export const rangeSchema = z.union([
  z.int().transform((value) => ({ min: value, max: value })),
  z.tuple([z.int(), z.int()]).transform(([min, max]) => ({ min, max })),
]);

const promiseStateSchema = z.enum(['kept', 'broken', 'unknown']);

export const promisesSchema = z
  .strictObject({
    'in-flight-answered': promiseStateSchema,
    'no-connection-cut': promiseStateSchema,
    'exit-within-grace': promiseStateSchema,
    'no-sigkill': promiseStateSchema,
    'acknowledged-survives': promiseStateSchema,
  })
  .partial();

/**
 * What a scenario claims of a lane that is ended by its own termination under its own traffic: the tests assert it against
 * real containers of the images. On the embedded engine another version of the program may run, and lose more or less. A range is `n` or `[min, max]`.
 */
export const expectationSchema = z.strictObject({
  /** `never`: it goes on running, whatever was sent, until the lab removes it. */
  exitCode: z.union([rangeSchema, z.literal('never')]),
  lost: rangeSchema,
  /** Milliseconds from the signal to the exit. */
  exitAfterMs: rangeSchema.optional(),
  /** Lost requests that the service had stored: a client that sends them again has them done twice. */
  unacknowledged: rangeSchema.optional(),
  /** Answers with a status of 500 or above. */
  serverErrors: rangeSchema.optional(),
  /** Answers to requests that were sent after the signal. */
  answeredAfter: rangeSchema.optional(),
  /** Requests that the service carried out twice, because a client had sent them again. */
  duplicated: rangeSchema.optional(),
  /** Whether its own restart policy started it again. */
  cameBack: z.boolean().optional(),
  oomKilled: z.boolean().optional(),
  forced: z.boolean().optional(),
  promises: promisesSchema.optional(),
  /** What nearly every trial shows, and a rare one may not, within the claims above: the tests want it of one trial in three. */
  usually: z
    .strictObject({
      lost: rangeSchema.optional(),
      unacknowledged: rangeSchema.optional(),
      serverErrors: rangeSchema.optional(),
      duplicated: rangeSchema.optional(),
      promises: promisesSchema.optional(),
    })
    .optional(),
  /** Texts that the lane's log must contain, and texts that it must not. */
  logHas: z.array(z.string()).default([]),
  logLacks: z.array(z.string()).default([]),
});
export type Range = z.infer<typeof rangeSchema>;
export type Expectation = z.infer<typeof expectationSchema>;
