import { z } from 'zod';
import type { ConsoleAnswer, ConsoleRun } from './console.ts';
import type { EnginesView } from './engine.ts';
import type { ComparedLanes, HistoryView } from './history.ts';
import { laneReferenceSchema } from './history.ts';
import type { LaneId } from './ids.ts';
import { laneIdSchema, runIdSchema } from './ids.ts';
import type { Course } from './lesson/course.ts';
import type { Progress } from './lesson/progress.ts';
import type { LaneLogLine, LogBatch } from './log.ts';
import type { CreateRepeat, RepeatSummary, RepeatView } from './repeat.ts';
import type { RequestRow } from './request.ts';
import type { Result } from './result.ts';
import type { CreateRun, RunView } from './run.ts';
import type { ScenarioView } from './scenario.ts';
import type { Termination } from './termination.ts';
import { terminationSchema } from './termination.ts';
import { MAX_REQUESTS_PER_LANE } from './traffic.ts';

export const runCommandSchema = z.strictObject({ runId: runIdSchema });
export const laneTerminateSchema = z.strictObject({
  runId: runIdSchema,
  laneId: laneIdSchema,
  termination: terminationSchema,
});

/** Asks for what a lane's log says of one request, however long ago: a page keeps the log's end only. */
export const logFindSchema = z.strictObject({
  runId: runIdSchema,
  laneId: laneIdSchema,
  request: z.int().min(1).max(MAX_REQUESTS_PER_LANE),
});
export type LogFind = z.infer<typeof logFindSchema>;

export const historyListSchema = z.strictObject({ limit: z.int().min(1).max(1_000) });
export const lanesCompareSchema = z.strictObject({ lanes: z.array(laneReferenceSchema).min(2).max(4) });

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
  course: Course;
}

/** What is new in a run since the last message to the viewer. */
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
  /** Makes a run ahead of its start. Nobody asked for it yet: it goes when its last viewer goes, or after a long wait. */
  'run:prepare': (command: CreateRun, ack: Ack<RunView>) => void;
  'run:start': (command: { runId: string }, ack: Ack<RunView>) => void;
  'run:terminate': (command: { runId: string }, ack: Ack<RunView>) => void;
  'lane:terminate': (command: { runId: string; laneId: LaneId; termination: Termination }, ack: Ack<RunView>) => void;
  /** Runs a line that was typed into a lane's console. What the command itself says no to is an answer, too. */
  'console:run': (command: ConsoleRun, ack: Ack<ConsoleAnswer>) => void;
  'run:finish': (command: { runId: string }, ack: Ack<RunView>) => void;
  'run:remove': (command: { runId: string }, ack: Ack<null>) => void;
  'run:rename': (command: { runId: string; name: string }, ack: Ack<RunView>) => void;
  'history:list': (command: { limit: number }, ack: Ack<HistoryView>) => void;
  /** Puts two to four lanes of any runs side by side. */
  'lanes:compare': (command: { lanes: string[] }, ack: Ack<ComparedLanes>) => void;
  'run:watch': (command: { runId: string; have?: Partial<Record<LaneId, Cursor>> }, ack: Ack<RunView>) => void;
  /** The lines of one request, in their order, at most a few; none where the lab has none of them any more. */
  'log:find': (command: LogFind, ack: Ack<LaneLogLine[]>) => void;
  'run:unwatch': (command: { runId: string }, ack: Ack<null>) => void;
  /** What the lab keeps of the learner's progress in the course; null where the caller is no browser session. */
  'progress:load': (ack: Ack<Progress | null>) => void;
  /** Merges what the browser has into what the lab keeps, lesson by lesson the newer, and answers with what that comes to. */
  'progress:save': (command: Progress, ack: Ack<Progress>) => void;
  /** The repeats of a scenario, newest first. */
  'repeat:list': (command: { scenarioId: string }, ack: Ack<RepeatSummary[]>) => void;
  'repeat:create': (command: CreateRepeat, ack: Ack<RepeatView>) => void;
  /** Acknowledged when the containers of the last trial are gone. */
  'repeat:stop': (command: { repeatId: string }, ack: Ack<RepeatView>) => void;
  'repeat:watch': (command: { repeatId: string }, ack: Ack<RepeatView>) => void;
  'repeat:unwatch': (command: { repeatId: string }, ack: Ack<null>) => void;
}

export interface ServerEvents {
  /** The whole repeat. The viewer acknowledges it: until then it is sent nothing more. */
  'repeat:advanced': (view: RepeatView, acknowledge: () => void) => void;
  /** The viewer acknowledges when its terminals have taken the lines: no more than two messages wait for that. */
  'run:advanced': (advance: RunAdvance, acknowledge: () => void) => void;
  'lab:closing': () => void;
}
