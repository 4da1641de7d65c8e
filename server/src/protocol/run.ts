import { z } from 'zod';
import { engineKindSchema } from './engine.ts';
import type { LaneId } from './ids.ts';
import { laneIdSchema, runIdSchema, slugSchema } from './ids.ts';
import type { Exit, LaneView, PromiseId, PromiseView } from './lane.ts';
import { laneRecordSchema } from './lane.ts';
import { laneChangeSchema } from './lane-change.ts';
import { saidSchema } from './language/schemas.ts';
import type { LostCounts } from './request.ts';
import { errorRecordSchema } from './result.ts';
import type { Termination } from './termination.ts';
import { trafficChangeSchema, trafficSchema } from './traffic.ts';

export const runStatusSchema = z.enum(['preparing', 'ready', 'running', 'finished', 'invalid', 'interrupted']);
export type RunStatus = z.infer<typeof runStatusSchema>;

/** The body of `POST /api/runs`. */
export const createRunSchema = z.strictObject({
  scenarioId: slugSchema,
  engine: engineKindSchema.optional(),
  traffic: trafficChangeSchema.optional(),
  lanes: z.array(laneChangeSchema).max(4).optional(),
});
export type CreateRun = z.infer<typeof createRunSchema>;

/** Something that a learner turned away from where the scenario has it. */
export const changeSchema = z.strictObject({
  /** Null for what all lanes share, the traffic. */
  laneId: laneIdSchema.nullable(),
  /** The knob's name, and what it is called. */
  name: z.string(),
  label: z.string(),
  from: z.string(),
  to: z.string(),
});
export type Change = z.infer<typeof changeSchema>;

const runEventKindSchema = z.enum([
  'run:created',
  'lane:ready',
  'lane:failed',
  'lane:left-behind',
  'run:started',
  'lane:readiness-off',
  'lane:terminated',
  'lane:termination-accepted',
  'lane:exited',
  'lane:came-back',
  'lane:restarted',
  'traffic:ended',
  'run:finished',
  'run:invalidated',
  'run:interrupted',
]);
export type RunEventKind = z.infer<typeof runEventKindSchema>;

/** Something that happened in a run, in the past tense. */
export const runEventSchema = z.strictObject({
  /** 1, 2, 3 … within the run. */
  seq: z.int(),
  /** Milliseconds on the run's clock. */
  at: z.number(),
  kind: runEventKindSchema,
  laneId: laneIdSchema.nullable(),
  /** In English where it is kept, in the reader's language where it is shown. */
  text: z.string(),
  /** What `text` is made of, in any language. */
  said: saidSchema.optional(),
});
export type RunEvent = z.infer<typeof runEventSchema>;

/** A piece of the sentence that says what a run proved, with the weight that it carries. */
export interface SentencePart {
  text: string;
  tone: 'plain' | 'good' | 'bad';
}

/**
 * How long whole answers took, in milliseconds from the instant when each request was due, so that a request that had to wait for
 * its turn counts its wait (coordinated omission). In the closed model nothing is due while a client waits, so there these times
 * flatter. What was not answered took no time that anybody knows, and is not in it.
 */
export interface Latency {
  count: number;
  p50: number;
  p99: number;
}

/** The verdicts of a run's lanes side by side. */
export interface Comparison {
  /** False until every lane has ended and its log was read to the last byte. */
  final: boolean;
  sentence: SentencePart[];
  lanes: {
    laneId: LaneId;
    label: string;
    due: number;
    completed: number;
    refused: number;
    cut: number;
    timedOut: number;
    notSent: number;
    /** `cut` and `timedOut`, by what the server's log says; null where the run was not observed to its end. */
    lost: LostCounts | null;
    /** Whole answers with a status of 500 or above: they count as completed. */
    serverErrors: number;
    /** What came of the lost requests that the client sent again after a restart; null where it did not. */
    sentAgain: { sent: number; duplicated: number } | null;
    /** Requests that were in flight at t0: how many, and how many of them were answered. */
    inFlightAtSignal: { total: number; answered: number };
    /** Requests first sent after t0: answered, lost (null where nobody knows), refused. */
    afterSignal: { answered: number; lost: number | null; refused: number };
    /** Whether its clients wait for their answers: what took long then kept the next requests from being due. */
    closed: boolean;
    /** How long answers took: those that came before the signal, and those that came after it and were asked before the exit. */
    latency: { before: Latency | null; draining: Latency | null };
    exitCode: number | null;
    durationMs: number | null;
    /** How it ended by the engine's word, and what it had been sent: the code alone does not tell one 137 from another. */
    exit: Exit | null;
    sent: Termination | null;
    promises: Partial<Record<PromiseId, PromiseView['state']>>;
  }[];
}

/** What was observed of a run, without what follows from it: this is what is kept. Times are milliseconds on the run's clock. */
export const runRecordSchema = z.strictObject({
  id: runIdSchema,
  scenarioId: slugSchema,
  scenarioTitle: z.string(),
  engine: engineKindSchema,
  /** When the run was created, ISO 8601. */
  startedAt: z.iso.datetime(),
  status: runStatusSchema,
  traffic: trafficSchema,
  /** When the traffic began and ended. */
  trafficStartedAtMs: z.number().optional(),
  trafficEndedAtMs: z.number().optional(),
  lanes: z.array(laneRecordSchema).min(1).max(4),
  events: z.array(runEventSchema),
  /** Why the run is `invalid` or `interrupted`. */
  error: errorRecordSchema.optional(),
  /** Behaviours that the run's engine cannot show here. */
  limits: z.array(z.string()),
  /** What each of them is made of, in any language. */
  limitsSaid: z.array(saidSchema).optional(),
  /** What was changed of the scenario for this run. */
  changes: z.array(changeSchema).default([]),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** A run as it is shown: what was observed, and what follows from it. */
export interface RunView extends RunRecord {
  /** What a learner called it; null while it has no name of its own. */
  name: string | null;
  /** Whether it came from another lab's report. */
  imported: boolean;
  /** Goes up with every change of this view. */
  version: number;
  /** Milliseconds on the run's clock when this view was made. */
  now: number;
  lanes: LaneView[];
  comparison?: Comparison;
}
