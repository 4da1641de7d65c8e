import { z } from 'zod';
import { laneIdSchema } from './ids.ts';
import type { Catalogue, Translation } from './language/languages.ts';
import { logLineSchema } from './log.ts';
import { reportResultsSchema } from './report-results.ts';
import { requestRowSchema } from './request.ts';
import type { RunView } from './run.ts';
import { runRecordSchema } from './run.ts';

export const REPORT_FORMAT = 'graceful-shutdown-lab/report';
/** Goes up with every change that an earlier lab could not read. */
export const REPORT_VERSION = 2;
/** Names the published schema, `server/docs/report-2.schema.json`. A name and no address: whoever has the file needs no network. */
export const REPORT_SCHEMA_ID = schemaId(REPORT_VERSION);

export const REPORT_TYPES = ['json', 'csv', 'markdown', 'html'] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

/** The query of `GET /api/runs/:runId/report`. */
export const reportQuerySchema = z.object({ format: z.enum(REPORT_TYPES).default('json') });

/** What every version of the format begins with. */
export const reportHeadSchema = z.looseObject({ format: z.literal(REPORT_FORMAT), version: z.int().min(1) });

const reportedRunSchema = runRecordSchema
  .extend({ name: z.string().nullable().describe('What a learner called it; null where it has no name of its own.') })
  .describe('What was observed of the run and its lanes. Times are milliseconds on the run’s clock.');

/** A run as a file: all that was observed of it, and what follows from that. */
export const reportSchema = z.strictObject({
  schema: z.literal(REPORT_SCHEMA_ID),
  format: z.literal(REPORT_FORMAT),
  version: z.literal(REPORT_VERSION),
  lab: z.strictObject({ version: z.string() }).describe('The lab that made the report.'),
  madeAt: z.iso.datetime().describe('When the report was made.'),
  results: reportResultsSchema.describe(
    'What follows from the rest, for readers of the file. An import derives it anew from the requests.',
  ),
  run: reportedRunSchema,
  lanes: z
    .array(
      z.strictObject({
        id: laneIdSchema,
        requests: z
          .array(requestRowSchema)
          .describe('The ledger: a row for each request that was due, 1, 2, 3 … without a hole.'),
        log: z
          .array(logLineSchema)
          .describe('The container’s log and what the lab did; where a number is missing the line was not kept.'),
      }),
    )
    .describe('In the order of run.lanes.'),
});
export type Report = z.infer<typeof reportSchema>;

/** The same of every version that can still be read: the first had its events and errors in English alone, without `said`. */
export const readableReportSchema = reportSchema.extend({
  schema: z.literal([schemaId(1), REPORT_SCHEMA_ID]),
  version: z.literal([1, REPORT_VERSION]),
});

function schemaId(version: number): string {
  return `urn:${REPORT_FORMAT.replace('/', ':')}:${version}`;
}

/** What another language makes of a report, and the words of its page: an HTML file has it beside the report, which is English. */
export interface ToldReport extends Pick<Report, 'run' | 'results'> {
  language: Translation;
  catalogue: Catalogue;
}

/** The answer of `POST /api/runs/import`: the run, and what the lab has to say of the file. */
export interface ImportedRun extends RunView {
  notes: string[];
}
