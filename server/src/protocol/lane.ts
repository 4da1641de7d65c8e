import { z } from 'zod';
import { laneIdSchema } from './ids.ts';
import { knobValuesSchema } from './knob.ts';
import { saidSchema } from './language/schemas.ts';
import type { ShownCounts } from './request.ts';
import { errorRecordSchema } from './result.ts';
import { FAULTS, terminationSchema } from './termination.ts';

const laneStateSchema = z.enum(['preparing', 'ready', 'running', 'draining', 'exited', 'failed']);
export type LaneState = z.infer<typeof laneStateSchema>;

/** Who ended a container: the lab, somebody outside it, or its own program. `unknown` where the engine cannot say. */
const endedBySchema = z.enum(['lab', 'outside', 'itself', 'unknown']);
export type EndedBy = z.infer<typeof endedBySchema>;

/** How a container ended, by the engine's own word. */
export const exitSchema = z.strictObject({
  /** Null where the engine never learned it. */
  exitCode: z.int().nullable(),
  /** The signal that the code stands for (128 + n), null where it stands for none. */
  signal: z.string().nullable(),
  /** The engine's `State.OOMKilled`. Says nothing where `oomReported` is false. */
  oomKilled: z.boolean(),
  /** Whether the engine reports kills by the out-of-memory killer at all. */
  oomReported: z.boolean(),
  /** A SIGKILL was sent: known from what was sent, never guessed from 137. */
  forced: z.boolean(),
  endedBy: endedBySchema,
  /** Milliseconds from the first signal to the exit; where no signal was seen, from the start of the container. */
  durationMs: z.number(),
});
export type Exit = z.infer<typeof exitSchema>;

export type PromiseId =
  | 'in-flight-answered'
  | 'no-connection-cut'
  | 'exit-within-grace'
  | 'no-sigkill'
  | 'acknowledged-survives';

/** Something that a graceful shutdown owes, with what shows that it was kept or broken. */
export interface PromiseView {
  id: PromiseId;
  state: 'kept' | 'broken' | 'unknown';
  /** One sentence for a person. */
  evidence: string;
  /** The numbers of the requests that show it. */
  rows: number[];
}

export interface Verdict {
  promises: PromiseView[];
}

/** A step on the way to a ready container, shown while the learner waits. */
export interface PrepareStep {
  phase: 'image' | 'container' | 'health';
  text: string;
  /** Steps done and all steps where the engine says how many there are. */
  done?: number;
  total?: number;
}

/**
 * What a service still had after it was started again, of the work that it had acknowledged (completed, status 2xx). An error where
 * it could not be asked: then nobody knows.
 */
export const survivalSchema = z.union([
  z.strictObject({
    askedAtMs: z.number(),
    acknowledged: z.int(),
    /** How many of these were gone, and the first of them by number. */
    forgotten: z.int(),
    rows: z.array(z.int()),
    /** Present where the client sent its lost requests again before it asked. */
    retried: z
      .strictObject({
        /** How many it sent again, and how many of these were answered with a status of 2xx. */
        sent: z.int(),
        answered: z.int(),
        /** How many requests the service has carried out more than once, and the first of them by number. */
        duplicated: z.int(),
        duplicates: z.array(z.int()),
      })
      .optional(),
  }),
  z.strictObject({ askedAtMs: z.number(), error: z.string(), said: saidSchema.optional() }),
]);
export type Survival = z.infer<typeof survivalSchema>;

/** A path that can stand in a command line as it is: an imported one is offered to be copied, too. */
const shellSafePath = z.string().regex(/^\/[\w./-]*$/);

/** What was observed of a lane, without what follows from it. Times are milliseconds on the run's clock. */
export const laneRecordSchema = z.strictObject({
  id: laneIdSchema,
  label: z.string(),
  /** What ended the lane, in the words of the page: its label where that was as planned. */
  endLabel: z.string(),
  state: laneStateSchema,
  container: z.strictObject({
    name: z.string(),
    image: z.string(),
    /** What runs in it, in a few words: `gunicorn · gthread · 8 threads`. */
    summary: z.string(),
    /** What the summary is made of, in any language. */
    said: saidSchema.optional(),
    /** The command that the lane's termination stands for: the planned one, or the one that was sent. */
    commandLine: z.string(),
    knobs: knobValuesSchema,
    /** Where the learner's own curl reaches it; null while it does not run. */
    url: z.string().nullable(),
    /** A path that answers 200 while the container is healthy. */
    healthPath: z.string(),
    /** Whether the generator goes through a proxy (the published port) because the container's own address cannot be reached. */
    proxied: z.boolean(),
    /** The lab container that runs in place of the one that the scenario names; null where it is the real one. */
    standInFor: z.string().nullable(),
    /** Requests that make the program fail. */
    faults: z
      .partialRecord(z.enum(FAULTS), z.strictObject({ method: z.literal('POST'), path: shellSafePath }))
      .default({}),
    /** The other containers of the lane: `replica` the same service once more, `balancer` what the requests go to first. */
    others: z.array(z.strictObject({ name: z.string(), role: z.enum(['replica', 'balancer']) })).default([]),
  }),
  /** The planned termination, replaced by the one that was sent. */
  termination: terminationSchema,
  /** What goes before the termination: the service's readiness is taken back, and so many seconds are waited. */
  preStop: z.strictObject({ offPath: shellSafePath, waitSeconds: z.number() }).optional(),
  /** When its readiness was taken back. */
  readinessOffAtMs: z.number().optional(),
  /** t0: when the lane's termination was sent. */
  terminatedAtMs: z.number().optional(),
  /** Whether the lab sent that termination: without it t0 is when the engine saw a signal from outside. */
  wasSent: z.boolean(),
  /** When the engine had carried the signal out. */
  acceptedAtMs: z.number().optional(),
  /** When a docker kill followed what was sent first. */
  followedAtMs: z.number().optional(),
  exitedAtMs: z.number().optional(),
  exit: exitSchema.optional(),
  /** When it answered again after its own restart policy had started it. */
  cameBackAtMs: z.number().optional(),
  /** Whether the container's log was read to its last byte. */
  logComplete: z.boolean(),
  /** Present where the scenario starts the container again after its end. */
  survival: survivalSchema.optional(),
  /** Present in state `failed`. */
  error: errorRecordSchema.optional(),
});
export type LaneRecord = z.infer<typeof laneRecordSchema>;

/** A lane as it is shown: what was observed, and what follows from it. */
export interface LaneView extends LaneRecord {
  /** How many lines its log has so far. */
  logLines: number;
  /** Present while the lane prepares. */
  progress?: PrepareStep;
  counts: ShownCounts;
  verdict?: Verdict;
}
