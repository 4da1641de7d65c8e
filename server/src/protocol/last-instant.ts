import type { LaneLogLine } from './log.ts';
import type { RequestRow } from './request.ts';
import type { RunEvent } from './run.ts';

/** What the last instant of a run is drawn from, of a lane. */
interface Seen {
  rows: readonly Pick<RequestRow, 'dueAt' | 'sentAt' | 'endedAt'>[];
  lines: readonly Pick<LaneLogLine, 'at'>[];
}

/** The last instant that anything is known of, on the run's clock: a run that nobody observed to its end rests there. */
export function lastInstant(events: readonly Pick<RunEvent, 'at'>[], lanes: readonly Seen[]): number {
  let last = 0;
  for (const { at } of events) last = Math.max(last, at);
  for (const { rows, lines } of lanes) {
    last = Math.max(last, lines.at(-1)?.at ?? 0);
    for (const { dueAt, sentAt, endedAt } of rows) last = Math.max(last, endedAt ?? sentAt ?? dueAt);
  }
  return last;
}
