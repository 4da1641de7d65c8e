import { z } from 'zod';
import type { EnginesView } from './engine.ts';
import type { LaneId } from './ids.ts';
import { laneIdSchema, runIdSchema } from './ids.ts';
import type { LogBatch } from './log.ts';
import type { RequestRow } from './request.ts';
import type { Result } from './result.ts';
import type { CreateRun, RunView } from './run.ts';
import type { ScenarioView } from './scenario.ts';
import type { Termination } from './termination.ts';
import { terminationSchema } from './termination.ts';

export const runCommandSchema = z.strictObject({ runId: runIdSchema });
export const laneTerminateSchema = z.strictObject({
  runId: runIdSchema,
  laneId: laneIdSchema,
  termination: terminationSchema,
});

const cursorSchema = z.strictObject({ log: z.int().min(0), rows: z.int().min(0) });

/** The last that a viewer has of each lane: the sequence number of its log, and the version of its ledger. */
export const watchSchema = z.strictObject({
  runId: runIdSchema,
  have: z.partialRecord(laneIdSchema, cursorSchema).default({}),
});
export type Cursor = z.infer<typeof cursorSchema>;

/** Everything that a page needs before it can draw itself. */
export interface LabView {
  version: string;
  engines: EnginesView;
  scenarios: ScenarioView[];
}

/** What is new in a run since the viewer's last acknowledgement. */
export interface RunAdvance {
  runId: string;
  view?: RunView;
  lanes: Partial<Record<LaneId, LaneAdvance>>;
}

export interface LaneAdvance {
  log?: LogBatch;
  /** Rows that changed, each once and whole, and the ledger's version that they bring the viewer to. */
  rows?: { version: number; changed: RequestRow[] };
}

type Ack<T> = (result: Result<T>) => void;

/** Commands. The acknowledgement says that the lab accepted the command, not that its effect is over. */
export interface ClientEvents {
  'lab:describe': (ack: Ack<LabView>) => void;
  'run:create': (command: CreateRun, ack: Ack<RunView>) => void;
  'run:start': (command: { runId: string }, ack: Ack<RunView>) => void;
  'run:terminate': (command: { runId: string }, ack: Ack<RunView>) => void;
  'lane:terminate': (command: { runId: string; laneId: LaneId; termination: Termination }, ack: Ack<RunView>) => void;
  'run:finish': (command: { runId: string }, ack: Ack<RunView>) => void;
  'run:remove': (command: { runId: string }, ack: Ack<null>) => void;
  'run:watch': (command: { runId: string; have?: Partial<Record<LaneId, Cursor>> }, ack: Ack<RunView>) => void;
  'run:unwatch': (command: { runId: string }, ack: Ack<null>) => void;
}

export interface ServerEvents {
  /** The viewer acknowledges when its terminals have taken the lines: until then it is sent nothing more. */
  'run:advanced': (advance: RunAdvance, acknowledge: () => void) => void;
  'lab:closing': () => void;
}
