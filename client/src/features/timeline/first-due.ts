import type { RequestRow } from '#protocol/request.ts';
import { firstFrom } from './sorted.ts';

/** The index of the first row that was due at an instant or later; rows are in the order in which they were due. */
export function firstDueFrom(rows: readonly RequestRow[], at: number): number {
  return firstFrom(rows, at, dueAt);
}

/** A ledger that still loads has holes: they lie behind what is known. */
function dueAt(row: RequestRow | undefined): number {
  return row?.dueAt ?? Number.POSITIVE_INFINITY;
}
