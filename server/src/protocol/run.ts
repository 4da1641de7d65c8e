import { z } from 'zod';
import type { EngineKind } from './engine.ts';
import { engineKindSchema } from './engine.ts';
import type { LaneId } from './ids.ts';
import { laneIdSchema, slugSchema } from './ids.ts';
import { knobValuesSchema } from './knob.ts';
import type { LaneView, PromiseId, PromiseView } from './lane.ts';
import type { LostCounts } from './request.ts';
import type { ErrorView } from './result.ts';
import { terminationSchema } from './termination.ts';
import type { Traffic } from './traffic.ts';
import { trafficChangeSchema } from './traffic.ts';

export type RunStatus = 'preparing' | 'ready' | 'running' | 'finished' | 'invalid' | 'interrupted';

/** What a learner may change of one lane. */
export const laneChangeSchema = z.strictObject({
  id: laneIdSchema,
  knobs: knobValuesSchema.optional(),
  termination: terminationSchema.optional(),
});

/** The body of `POST /api/runs`. */
export const createRunSchema = z.strictObject({
  scenarioId: slugSchema,
  engine: engineKindSchema.optional(),
  traffic: trafficChangeSchema.optional(),
  lanes: z.array(laneChangeSchema).max(4).optional(),
});
export type CreateRun = z.infer<typeof createRunSchema>;

/** Something that happened in a run, in the past tense. */
export type RunEventKind =
  | 'run:created'
  | 'lane:ready'
  | 'lane:failed'
  | 'lane:left-behind'
  | 'run:started'
  | 'lane:terminated'
  | 'lane:termination-accepted'
  | 'lane:exited'
  | 'traffic:ended'
  | 'run:finished'
  | 'run:invalidated';

export interface RunEvent {
  /** 1, 2, 3 … within the run. */
  seq: number;
  /** Milliseconds on the run's clock. */
  at: number;
  kind: RunEventKind;
  laneId: LaneId | null;
  text: string;
}

/** A piece of the sentence that says what a run proved, with the weight that it carries. */
export interface SentencePart {
  text: string;
  tone: 'plain' | 'good' | 'bad';
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
    lost: LostCounts;
    /** Requests that were in flight at t0: how many, and how many of them were answered. */
    inFlightAtSignal: { total: number; answered: number };
    /** Requests first sent after t0: answered, lost, refused. */
    afterSignal: { answered: number; lost: number; refused: number };
    exitCode: number | null;
    durationMs: number | null;
    promises: Partial<Record<PromiseId, PromiseView['state']>>;
  }[];
}

export interface RunView {
  id: string;
  scenarioId: string;
  scenarioTitle: string;
  engine: EngineKind;
  /** When the run was created, ISO 8601. */
  startedAt: string;
  status: RunStatus;
  /** Goes up with every change of this view. */
  version: number;
  /** Milliseconds on the run's clock when this view was made. */
  now: number;
  traffic: Traffic;
  /** When the traffic began and ended, on the run's clock. */
  trafficStartedAtMs?: number;
  trafficEndedAtMs?: number;
  lanes: LaneView[];
  events: RunEvent[];
  comparison?: Comparison;
  /** Why the run is `invalid`. */
  error?: ErrorView;
  /** Behaviours that the run's engine cannot show here. */
  limits: string[];
}
