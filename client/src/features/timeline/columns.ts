import type { RequestRow } from '#protocol/request.ts';
import { firstDueFrom } from './first-due.ts';
import type { MarkCounts, RowIndex } from './row-index.ts';

/** The requests that were due in one short stretch of time. */
export interface Column {
  /** Where the stretch begins, on the run's clock. */
  at: number;
  counts: MarkCounts;
  total: number;
}

/**
 * Sorts requests into stretches of `step` milliseconds. They begin at multiples of it on the run's clock, so that a column keeps its
 * requests while the picture moves.
 */
export function columnsOf(
  rows: readonly RequestRow[],
  index: RowIndex,
  { from, to, step }: { from: number; to: number; step: number },
): Column[] {
  const columns: Column[] = [];
  const begin = Math.floor(from / step);
  let first = Math.min(index.length, firstDueFrom(rows, begin * step));
  for (let at = begin; at * step < to; at++) {
    const end = Math.min(index.length, firstDueFrom(rows, (at + 1) * step));
    if (end > first) columns.push({ at: at * step, counts: index.between(first, end), total: end - first });
    first = end;
  }
  return columns;
}
