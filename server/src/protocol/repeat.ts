import { z } from 'zod';
import { engineKindSchema } from './engine.ts';
import type { LaneId } from './ids.ts';
import { laneIdSchema, runIdSchema, slugSchema } from './ids.ts';
import { saidSchema } from './language/schemas.ts';
import { errorRecordSchema } from './result.ts';
import type { SentencePart } from './run.ts';
import { changeSchema, createRunSchema } from './run.ts';
import { terminationSchema } from './termination.ts';
import { trafficSchema } from './traffic.ts';

/** One trial is an anecdote, and fifty take minutes. */
export const MIN_TRIALS = 2;
export const MAX_TRIALS = 50;

export const repeatIdSchema = runIdSchema;

/** The body of `POST /api/repeats`: a run, and how often. */
export const createRepeatSchema = createRunSchema.extend({ trials: z.int().min(MIN_TRIALS).max(MAX_TRIALS) });
export type CreateRepeat = z.infer<typeof createRepeatSchema>;

/** Which repeats to list. */
export const repeatListSchema = z.strictObject({ scenarioId: slugSchema });

export const repeatCommandSchema = z.strictObject({ repeatId: repeatIdSchema });

const count = z.int().min(0);
const promiseStateSchema = z.enum(['kept', 'broken', 'unknown']);
const promiseIdSchema = z.enum([
  'in-flight-answered',
  'no-connection-cut',
  'exit-within-grace',
  'no-sigkill',
  'acknowledged-survives',
]);

/** What one way of ending cost in one trial. */
export const trialLaneSchema = z.strictObject({
  id: laneIdSchema,
  counts: z.strictObject({
    due: count,
    completed: count,
    refused: count,
    cut: count,
    timedOut: count,
    notSent: count,
    lost: z.strictObject({
      total: count,
      unread: count,
      interrupted: count,
      unacknowledged: count,
      unknown: count,
    }),
  }),
  exitCode: z.int().nullable(),
  /** Milliseconds from the signal to the exit; null where it ran on, as its scenario says. */
  durationMs: z.number().nullable(),
  promises: z.partialRecord(promiseIdSchema, promiseStateSchema),
});
export type TrialLane = z.infer<typeof trialLaneSchema>;

const trialCommon = {
  /** 1, 2, 3 … within the repeat. */
  number: z.int().min(1),
  /** The part of the signal's moment that was drawn at random, in milliseconds. */
  jitterMs: z.number(),
  /** Milliseconds from the making of its containers to their removal. */
  tookMs: z.number(),
};

/** One trial of a repeat that is over: `measured` counts; `broken` and `stopped` are told, and count in nothing. */
export const trialSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('measured'),
    ...trialCommon,
    runId: runIdSchema,
    /** From the beginning of the traffic to the signal, in milliseconds. */
    momentMs: z.number(),
    lanes: z.array(trialLaneSchema).min(1).max(4),
  }),
  z.strictObject({
    state: z.literal('broken'),
    ...trialCommon,
    /** Null where the run could not even be made. */
    runId: runIdSchema.nullable(),
    reason: errorRecordSchema,
  }),
  z.strictObject({ state: z.literal('stopped'), ...trialCommon, runId: runIdSchema }),
]);
export type Trial = z.infer<typeof trialSchema>;

const repeatStatusSchema = z.enum(['running', 'finished', 'stopped']);
export type RepeatStatus = z.infer<typeof repeatStatusSchema>;

/** What was observed of a repeat, without what follows from it: this is what is kept. */
export const repeatRecordSchema = z.strictObject({
  id: repeatIdSchema,
  scenarioId: z.string(),
  scenarioTitle: z.string(),
  engine: engineKindSchema,
  /** ISO 8601. */
  startedAt: z.iso.datetime(),
  /** How many trials were asked for. */
  trials: z.int().min(MIN_TRIALS).max(MAX_TRIALS),
  status: repeatStatusSchema,
  /** Why it was stopped, a sentence; null where it was not. */
  stopReason: z.string().nullable(),
  /** The same for every language. */
  stopSaid: saidSchema.optional(),
  traffic: trafficSchema,
  /** What was changed of the scenario, in every trial. */
  changes: z.array(changeSchema).default([]),
  lanes: z
    .array(
      z.strictObject({
        id: laneIdSchema,
        /** What the page and the sentence call it: no two lanes are called the same. */
        label: z.string(),
        /** What runs in it: `gunicorn · gthread · 8 threads`. */
        summary: z.string(),
        termination: terminationSchema,
        standInFor: z.string().nullable(),
      }),
    )
    .min(1)
    .max(4),
  /** The trials that are over, in order: none is left out. */
  results: z.array(trialSchema),
});
export type RepeatRecord = z.infer<typeof repeatRecordSchema>;

/** What the trial that goes on is doing. */
export type TrialStep = 'preparing' | 'traffic' | 'ending' | 'removing';

/** The spread of a lane's lost requests over the measured trials. */
export interface LaneSpread {
  laneId: LaneId;
  /** Measured trials. */
  n: number;
  min: number;
  max: number;
  /** Between two numbers where `n` is even. */
  median: number;
  /** An interval that holds the true median; null where there are too few trials for one. */
  interval: MedianInterval | null;
}

export interface MedianInterval {
  low: number;
  high: number;
  /** The share of such intervals that hold the true median, at least: 0.979. */
  coverage: number;
}

/** A repeat as it is shown: what was observed, and what follows from it. */
export interface RepeatView extends RepeatRecord {
  /** Goes up with every change of this view. */
  version: number;
  /** The trial that goes on; null between two, and when it is over. */
  current: { number: number; runId: string; step: TrialStep } | null;
  /** Whether it was told to stop and still removes the containers of its last trial. */
  isStopping: boolean;
  /** Empty until a trial was measured. */
  spread: LaneSpread[];
  sentence: SentencePart[];
}

/** A repeat in a list. */
export interface RepeatSummary extends Pick<RepeatRecord, 'id' | 'startedAt' | 'trials' | 'status'> {
  /** Trials that went to their end, measured or broken. */
  done: number;
}
