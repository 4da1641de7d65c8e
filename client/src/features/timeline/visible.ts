import type { RequestRow } from '#protocol/request.ts';

/** The index of the first row that was due at an instant or later; rows are in the order in which they were due. */
export function firstDueFrom(rows: readonly RequestRow[], at: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.dueAt ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The rows that touch a stretch of time, as a range of indexes.
 * @param longest the longest that any request took: one that began before the stretch may reach into it
 */
export function visibleRange(
  rows: readonly RequestRow[],
  from: number,
  to: number,
  longest: number,
): [number, number] {
  return [firstDueFrom(rows, from - longest), firstDueFrom(rows, to)];
}
