import type { Language } from '#protocol/language/languages.ts';
import { catalogueOf, inLanguage } from '#protocol/language/speaking.ts';
import type { Report, ToldReport } from '#protocol/report.ts';
import { REPORT_FORMAT, REPORT_SCHEMA_ID, REPORT_VERSION } from '#protocol/report.ts';
import type { ReportResults } from '#protocol/report-results.ts';
import { KeptRun } from '../runs/kept-run.ts';
import type { Observed } from '../runs/observed.ts';
import { observe } from '../runs/observed.ts';
import type { WatchableRun } from '../runs/watchable.ts';
import { cautionOf } from './caution.ts';

/** A run as a report: all that is known of it now. */
export function makeReport(run: WatchableRun, labVersion: string, madeAt: Date): Report {
  const observed = withoutHoles(observe(run));
  return {
    schema: REPORT_SCHEMA_ID,
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    lab: { version: labVersion },
    madeAt: madeAt.toISOString(),
    results: resultsOf(observed),
    run: { ...observed.record, name: observed.name },
    lanes: observed.lanes.map(({ id, rows, lines }) => ({
      id,
      requests: [...rows],
      log: [...lines],
    })),
  };
}

/** What a language makes of a run's report; null where that is English, as the report is. */
export function tellReport(
  language: Language,
  run: WatchableRun,
  labVersion: string,
  madeAt: Date,
): ToldReport | null {
  if (language === 'en') return null;
  const told = inLanguage(language, () => makeReport(run, labVersion, madeAt));
  return { language, catalogue: catalogueOf(language), run: told.run, results: told.results };
}

/** What follows from the rows of a run, derived anew. */
export function resultsOf(observed: Observed): ReportResults {
  const { lanes, comparison } = new KeptRun(observed).view();
  return {
    caution: cautionOf(observed.record),
    lanes: lanes.map(({ id, counts, verdict }) => ({ id, counts, verdict: verdict ?? null })),
    comparison: comparison ?? null,
  };
}

/** While a run goes on a row may come before the one in front of it: such a row is in the next report. */
function withoutHoles(observed: Observed): Observed {
  const lanes = observed.lanes.map((lane) => ({
    ...lane,
    rows: lane.rows.filter(({ number }, index) => number === index + 1),
  }));
  return { ...observed, lanes };
}
