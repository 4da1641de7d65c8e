import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { laneIdSchema } from '#protocol/ids.ts';
import type { Language } from '#protocol/language/languages.ts';
import { english, said, say } from '#protocol/language/say.ts';
import { inLanguage } from '#protocol/language/speaking.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import { logLineSchema } from '#protocol/log.ts';
import { REPORT_VERSION, readableReportSchema, reportHeadSchema } from '#protocol/report.ts';
import type { RequestRow } from '#protocol/request.ts';
import { requestRowSchema } from '#protocol/request.ts';
import { isOver } from '#protocol/run-over.ts';
import { LabError } from '../errors.ts';
import { parseInput } from '../input.ts';
import type { Observed } from '../runs/observed.ts';
import { safeText } from '../runs/safe-text.ts';
import { assertLine, assertRow, assertRun } from './consistency.ts';
import { differences } from './differences.ts';
import { resultsOf } from './make-report.ts';

/** Everything but the rows and lines, which are checked a part at a time, and the results, which are not trusted. */
const coverSchema = readableReportSchema.extend({
  results: z.unknown(),
  lanes: z.array(z.strictObject({ id: laneIdSchema, requests: z.array(z.unknown()), log: z.array(z.unknown()) })),
});

/** What a report says of a run, and what is to be said of the report to who reads it. */
export interface ReadReport {
  observed: Omit<Observed, 'owner'>;
  notes: string[];
}

/**
 * Reads a report that somebody made elsewhere. It is foreign input: every value is checked, the log is made safe to write to a
 * terminal, and what follows from the rows is derived from them.
 * @param language of the reader
 * @throws LabError `invalid-input` that names the place
 */
export async function readReport(input: unknown, language: Language = 'en'): Promise<ReadReport> {
  assertReadable(input);
  const { run, lanes: covers, results } = parseInput(coverSchema, input);
  assertRun(run, covers);
  const lanes: Observed['lanes'] = [];
  for (const [index, { id, requests, log }] of covers.entries()) {
    const rows = await inParts(requests, (row, at) => readRow(row, at, `lanes.${index}.requests.${at}`));
    let last = 0;
    const lines = await inParts(log, (line, at) => {
      const read = readLine(line, last, `lanes.${index}.log.${at}`);
      last = read.seq;
      return read;
    });
    lanes.push({ id, rows, lines });
  }
  const { name, ...record } = run;
  const places = differences(results, resultsOf({ record, name, imported: true, owner: null, lanes }));
  const notes = inLanguage(language, () => notesOn(places));
  return { observed: { record: asOver(record), name, imported: true, lanes }, notes };
}

/** Says so where a file is another thing, or of a later lab, before it says what else is wrong with it. */
function assertReadable(input: unknown): void {
  const head = reportHeadSchema.safeParse(input);
  if (!head.success)
    throw new LabError(
      'invalid-input',
      said('This is no report of a run: import the JSON report of a lab, as it was saved.'),
    );
  if (head.data.version > REPORT_VERSION) {
    throw new LabError(
      'invalid-input',
      said('This report has version {version} and the lab reads up to {latest}: use a newer lab.', {
        version: head.data.version,
        latest: REPORT_VERSION,
      }),
    );
  }
}

function readRow(input: unknown, index: number, place: string): RequestRow {
  const row = parseInput(requestRowSchema, input, place);
  assertRow(row, index, place);
  return row;
}

function readLine(input: unknown, last: number, place: string): LaneLogLine {
  const line = parseInput(logLineSchema, input, place);
  assertLine(line, last, place);
  return { ...line, text: safeText(line.text) };
}

/** So many rows are checked in a few milliseconds; then whatever else the lab does has its turn. */
const PART = 2_000;

async function inParts<T>(list: readonly unknown[], read: (piece: unknown, index: number) => T): Promise<T[]> {
  const done: T[] = [];
  for (let start = 0; start < list.length; start += PART) {
    if (start > 0) await nextTurn();
    for (const [offset, piece] of list.slice(start, start + PART).entries()) done.push(read(piece, start + offset));
  }
  return done;
}

function notesOn(places: readonly string[]): string[] {
  if (places.length === 0) return [];
  return [
    say('The results in the file are not what follows from its requests ({places}): the lab shows what does.', {
      places: places.join(', '),
    }),
  ];
}

type RunRecord = Observed['record'];

/** As the run stands in another lab: nothing of it goes on there, and no container of it can be reached. */
function asOver(record: RunRecord): RunRecord {
  const lanes = record.lanes.map((lane) => ({ ...lane, container: { ...lane.container, url: null } }));
  if (isOver(record)) return { ...record, lanes };
  const reason = said('Its report was made while the run went on: what happened after that is unknown.');
  const error = { code: 'interrupted', message: english(reason), said: reason };
  return { ...record, lanes, status: 'interrupted', error };
}
