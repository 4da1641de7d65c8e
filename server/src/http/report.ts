import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Router } from 'express';
import express from 'express';
import { z } from 'zod';
import { runIdSchema } from '#protocol/ids.ts';
import { said } from '#protocol/language/say.ts';
import { inLanguage } from '#protocol/language/speaking.ts';
import type { ImportedRun, Report, ReportType, ToldReport } from '#protocol/report.ts';
import { reportQuerySchema } from '#protocol/report.ts';
import { learnerOf } from '../access/learner.ts';
import { forReader, languageOf } from '../access/reader.ts';
import { LabError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { Lab } from '../lab.ts';
import { csvOf } from '../report/csv.ts';
import type { ReportAssets } from '../report/html.ts';
import { htmlOf } from '../report/html.ts';
import { jsonOf } from '../report/json.ts';
import { makeReport, tellReport } from '../report/make-report.ts';
import { markdownOf } from '../report/markdown.ts';
import { readReport } from '../report/read-report.ts';
import { reportFile } from '../report/report-file.ts';
import { sendText } from './send-text.ts';

/** What a lab makes it must be able to read: four lanes of 100,000 requests come to about 170 MB. */
const MAX_REPORT = '256mb';

const runParams = z.object({ runId: runIdSchema });

/**
 * Reports of runs out, and in again.
 * @param dist the folder of the built page, which has what draws the HTML report
 */
export function reportRouter(lab: Lab, dist: string): Router {
  const router = express.Router();
  router.post('/runs/import', express.json({ limit: MAX_REPORT, strict: true }), async (request, response) => {
    const { observed, notes } = await readReport(request.body, languageOf(request));
    const run = await lab.history.take({ ...observed, owner: learnerOf(request.headers) });
    const body: ImportedRun = { ...forReader(request, () => run.view()), notes };
    response.status(201).location(`/api/runs/${run.id}`).json(body);
  });
  router.get('/runs/:runId/report', async (request, response) => {
    const { format } = parseInput(reportQuerySchema, request.query);
    const run = await lab.history.get(parseInput(runParams, request.params).runId);
    const assets = format === 'html' ? await readAssets(dist) : null;
    const language = languageOf(request);
    const madeAt = new Date();
    const report = makeReport(run, lab.version, madeAt);
    const { name, mediaType } = reportFile(report, format);
    const told = format === 'html' || format === 'markdown' ? tellReport(language, run, lab.version, madeAt) : null;
    response.set('Content-Type', mediaType);
    response.set('Content-Disposition', `attachment; filename="${name}"`);
    const chunks = inLanguage(language, () => chunksOf({ report, told }, format, assets));
    await sendText(response, chunks);
  });
  return router;
}

/** What programs read is English. */
function chunksOf(
  { report, told }: { report: Report; told: ToldReport | null },
  format: ReportType,
  assets: ReportAssets | null,
): Iterable<string> {
  if (assets !== null) return htmlOf(report, assets, told);
  if (format === 'csv') return csvOf(report);
  return format === 'markdown' ? [markdownOf(report, told)] : jsonOf(report);
}

async function readAssets(dist: string): Promise<ReportAssets> {
  const read = (name: string) => readFile(join(dist, 'report', name), 'utf8');
  try {
    const [script, style] = await Promise.all([read('report.js'), read('report.css')]);
    return { script, style };
  } catch (thrown) {
    throw new LabError('internal', said('What draws the HTML report is not built: `npm run build` makes it.'), {
      cause: thrown,
    });
  }
}
