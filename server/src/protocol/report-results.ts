import { z } from 'zod';
import { laneIdSchema } from './ids.ts';
import type { PromiseView } from './lane.ts';
import { exitSchema } from './lane.ts';
import type { LostCounts, ShownCounts } from './request.ts';
import type { Comparison, Latency } from './run.ts';
import { terminationSchema } from './termination.ts';

const count = z.int().min(0);

const lostSchema: z.ZodType<LostCounts> = z
  .strictObject({ total: count, unread: count, interrupted: count, unacknowledged: count, unknown: count })
  .describe(
    'Cut or timed out, by the server’s own log: unread never reached the program, interrupted was received and not stored, ' +
      'unacknowledged was stored and the client never heard, unknown cannot be told apart.',
  );

/** How a lane's requests came out. Where the run was not observed to its end nobody knows what was lost: null, not zero. */
const reportedCountsSchema: z.ZodType<ShownCounts> = z
  .strictObject({
    due: count,
    completed: count,
    refused: count,
    cut: count,
    timedOut: count,
    notSent: count,
    lost: lostSchema.nullable(),
    inFlight: count,
    serverErrors: count,
  })
  .describe('due = completed + refused + cut + timedOut + notSent. lost is null where it is unknown.');

const promiseIdSchema = z.enum([
  'in-flight-answered',
  'no-connection-cut',
  'exit-within-grace',
  'no-sigkill',
  'acknowledged-survives',
]);
const promiseStateSchema = z.enum(['kept', 'broken', 'unknown']);

const promiseSchema: z.ZodType<PromiseView> = z.strictObject({
  id: promiseIdSchema,
  state: promiseStateSchema,
  evidence: z.string().describe('What shows it, in a sentence.'),
  rows: z.array(count).describe('The numbers of the requests that show it.'),
});

const latencySchema: z.ZodType<Latency> = z
  .strictObject({ count, p50: z.number(), p99: z.number() })
  .describe('Milliseconds from the instant when a request was due to its whole answer.');

const comparisonSchema: z.ZodType<Comparison> = z.strictObject({
  final: z.boolean(),
  sentence: z.array(z.strictObject({ text: z.string(), tone: z.enum(['plain', 'good', 'bad']) })),
  lanes: z.array(
    z.strictObject({
      laneId: laneIdSchema,
      label: z.string(),
      due: count,
      completed: count,
      refused: count,
      // What has a default came after the first reports of this version.
      cut: count.default(0),
      timedOut: count.default(0),
      notSent: count.default(0),
      lost: lostSchema.nullable(),
      serverErrors: count.default(0),
      sentAgain: z.strictObject({ sent: count, duplicated: count }).nullable().default(null),
      inFlightAtSignal: z.strictObject({ total: count, answered: count }),
      afterSignal: z.strictObject({ answered: count, lost: count.nullable(), refused: count }),
      closed: z.boolean().default(false),
      latency: z.strictObject({ before: latencySchema.nullable(), draining: latencySchema.nullable() }),
      exitCode: z.int().nullable(),
      durationMs: z.number().nullable(),
      exit: exitSchema.nullable().default(null),
      sent: terminationSchema.nullable().default(null),
      promises: z.partialRecord(promiseIdSchema, promiseStateSchema),
    }),
  ),
});

/** What follows from the rows, for whoever reads the file: an import derives it anew and never trusts it. */
export const reportResultsSchema = z.strictObject({
  caution: z
    .string()
    .nullable()
    .describe('Why nothing may be concluded from this run; null where it was observed to its end.'),
  lanes: z.array(
    z.strictObject({
      id: laneIdSchema,
      counts: reportedCountsSchema,
      verdict: z.strictObject({ promises: z.array(promiseSchema) }).nullable(),
    }),
  ),
  comparison: comparisonSchema.nullable(),
});
export type ReportResults = z.infer<typeof reportResultsSchema>;
