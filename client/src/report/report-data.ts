import type { LaneId } from '#protocol/ids.ts';
import { lastInstant } from '#protocol/last-instant.ts';
import type { Report, ToldReport } from '#protocol/report.ts';
import type { RunView } from '#protocol/run.ts';
import { LaneFeed } from '../features/run/run-feed.ts';

/** Where the server put the run into the file, and what the file's language makes of it. */
const ELEMENT = 'report';
const TOLD = 'told';

/** The text of the report, as the JSON report has it: in English. */
export function reportText(): string {
  return document.getElementById(ELEMENT)?.textContent ?? '';
}

/** What the file's language makes of the report; null where that is English. */
export function readTold(): ToldReport | null {
  return JSON.parse(document.getElementById(TOLD)?.textContent ?? 'null');
}

/** The report in this file, as its language tells it; the server that wrote it checked it. */
export function readReport(told: ToldReport | null): Report {
  const report: Report = JSON.parse(reportText());
  return told === null ? report : { ...report, run: told.run, results: told.results };
}

/** The run as the lab's own page has it. */
export function viewOf({ run, lanes, results }: Report): RunView {
  const { name, ...record } = run;
  return {
    ...record,
    name,
    imported: false,
    version: 1,
    now: lastInstant(
      run.events,
      lanes.map(({ requests, log }) => ({ rows: requests, lines: log })),
    ),
    lanes: record.lanes.flatMap((lane) => {
      const result = results.lanes.find(({ id }) => id === lane.id);
      if (result === undefined) return [];
      const logLines = lanes.find(({ id }) => id === lane.id)?.log.at(-1)?.seq ?? 0;
      return [{ ...lane, logLines, counts: result.counts, verdict: result.verdict ?? undefined }];
    }),
    comparison: results.comparison ?? undefined,
  };
}

/** A lane's rows and lines, as the lab's own page has them. */
export function feedOf({ lanes }: Report, laneId: LaneId): LaneFeed {
  const feed = new LaneFeed();
  const lane = lanes.find(({ id }) => id === laneId);
  feed.rows.take({ version: 1, changed: lane?.requests ?? [] });
  void feed.log.take({ skipped: 0, lines: lane?.log ?? [] });
  return feed;
}
