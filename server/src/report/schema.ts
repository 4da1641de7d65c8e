import { z } from 'zod';
import { REPORT_SCHEMA_ID, REPORT_VERSION, reportSchema } from '#protocol/report.ts';

/** Where the schema is published, from the root of the project. */
export const SCHEMA_FILE = `server/docs/report-${REPORT_VERSION}.schema.json`;

/** The schema of the JSON report as JSON Schema (draft 2020-12), for other people's programs. */
export function publishedSchema(): object {
  const schema = z.toJSONSchema(reportSchema, { target: 'draft-2020-12', reused: 'inline' });
  return {
    $schema: schema.$schema,
    $id: REPORT_SCHEMA_ID,
    title: `Report of a run of the Graceful Shutdown Lab, version ${REPORT_VERSION}`,
    ...schema,
  };
}
