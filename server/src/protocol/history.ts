import { z } from 'zod';
import { engineKindSchema } from './engine.ts';
import { LANE_IDS, laneIdSchema, runIdSchema } from './ids.ts';
import type { Change, Comparison } from './run.ts';
import { changeSchema, runStatusSchema } from './run.ts';

/** The body of `PATCH /api/runs/:runId`: what a learner calls a run; nothing takes the name away. */
export const renameSchema = z.strictObject({ name: z.string().trim().max(80) });
export const renameRunSchema = renameSchema.extend({ runId: runIdSchema });

/** A run in the history's list. */
export const runSummarySchema = z.strictObject({
  id: runIdSchema,
  name: z.string().nullable(),
  scenarioId: z.string(),
  scenarioTitle: z.string(),
  engine: engineKindSchema,
  /** When the run was created, ISO 8601. */
  startedAt: z.string(),
  status: runStatusSchema,
  imported: z.boolean(),
  /** What was changed of the scenario for it. */
  changes: z.array(changeSchema).default([]),
  /** What it proved, in a sentence; null where it proved nothing, or not yet. */
  sentence: z.string().nullable(),
  lanes: z.array(
    z.strictObject({
      id: laneIdSchema,
      label: z.string(),
      commandLine: z.string(),
      due: z.int(),
      completed: z.int(),
      refused: z.int(),
      /** Null where the run could not be observed to its end: then nobody knows. */
      lost: z.int().nullable(),
      exitCode: z.int().nullable(),
    }),
  ),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** The history's list: the newest runs first. */
export interface HistoryView {
  runs: RunSummary[];
  /** How many runs are kept in all. */
  total: number;
  /** How many runs without a name are kept, beside the trials of repeats: the oldest goes first. */
  keepsUnnamed: number;
}

/** Lanes of any runs side by side, and what was changed of the scenarios that they come from: a change names its lane here. */
export interface ComparedLanes extends Comparison {
  changes: Change[];
}

/** A lane of any run, to be put beside others: `3f2a9c01.b`. */
export const laneReferenceSchema = z
  .string()
  .regex(new RegExp(`^[0-9a-f]{8}\\.[${LANE_IDS.join('')}]$`), 'a lane is named by run and lane, such as 3f2a9c01.b')
  .transform((text) => {
    const [runId, laneId] = text.split('.');
    return { runId: runIdSchema.parse(runId), laneId: laneIdSchema.parse(laneId) };
  });
export type LaneReference = z.infer<typeof laneReferenceSchema>;

/** Two to four lanes of any runs, `?lanes=3f2a9c01.b,90bb1e44.b`. */
export const comparedLanesSchema = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(laneReferenceSchema).min(2).max(4));
