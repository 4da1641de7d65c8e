import { z } from 'zod';
import { laneIdSchema, slugSchema } from './ids.ts';
import { knobValuesSchema } from './knob.ts';
import { terminationSchema } from './termination.ts';
import { trafficSchema } from './traffic.ts';

const rangeSchema = z.union([
  z.int().transform((value) => ({ min: value, max: value })),
  z.tuple([z.int(), z.int()]).transform(([min, max]) => ({ min, max })),
]);

const promiseStateSchema = z.enum(['kept', 'broken', 'unknown']);

/**
 * What a scenario claims of a lane that is ended by its own termination under its own traffic: the tests assert it against
 * real containers of the images. On the embedded engine another version of the program may run, and lose more or less. A range is `n` or `[min, max]`.
 */
export const expectationSchema = z.strictObject({
  exitCode: rangeSchema,
  lost: rangeSchema,
  oomKilled: z.boolean().optional(),
  forced: z.boolean().optional(),
  promises: z
    .strictObject({
      'in-flight-answered': promiseStateSchema,
      'no-connection-cut': promiseStateSchema,
      'exit-within-grace': promiseStateSchema,
      'no-sigkill': promiseStateSchema,
    })
    .partial()
    .optional(),
  /** Texts that the lane's log must contain, and texts that it must not. */
  logHas: z.array(z.string()).default([]),
  logLacks: z.array(z.string()).default([]),
});
export type Expectation = z.infer<typeof expectationSchema>;

export const scenarioLaneSchema = z.strictObject({
  id: laneIdSchema,
  label: z.string().min(1).max(60),
  container: slugSchema,
  knobs: knobValuesSchema.default({}),
  termination: terminationSchema,
  expect: expectationSchema,
});

/** A scenario's frontmatter: everything but the text that teaches. */
export const scenarioSchema = z.strictObject({
  id: slugSchema,
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(240),
  /** Where it stands in the picker; the lowest is opened first. */
  order: z.int(),
  traffic: trafficSchema,
  lanes: z.array(scenarioLaneSchema).min(2).max(4),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** A scenario as its file has it; `body` is HTML made from the Markdown of the lab's own author, raw HTML escaped. */
export interface ScenarioFile extends Scenario {
  body: string;
}

/** A scenario as the catalogue gives it: each lane says in a few words what runs in it. */
export interface ScenarioView extends ScenarioFile {
  lanes: (z.infer<typeof scenarioLaneSchema> & { summary: string })[];
}
