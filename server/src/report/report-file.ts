import type { Report, ReportType } from '#protocol/report.ts';

const ENDINGS: Record<ReportType, { ending: string; mediaType: string }> = {
  json: { ending: 'json', mediaType: 'application/json; charset=utf-8' },
  csv: { ending: 'csv', mediaType: 'text/csv; charset=utf-8; header=present' },
  markdown: { ending: 'md', mediaType: 'text/markdown; charset=utf-8' },
  html: { ending: 'html', mediaType: 'text/html; charset=utf-8' },
};

/** What a report is called as a file, and its media type. */
export function reportFile({ run }: Pick<Report, 'run'>, type: ReportType): { name: string; mediaType: string } {
  const { ending, mediaType } = ENDINGS[type];
  return { name: `graceful-shutdown-${run.scenarioId}-${run.id}.${ending}`, mediaType };
}
