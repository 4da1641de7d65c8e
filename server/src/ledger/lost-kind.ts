import type { LostCounts, RequestRow } from '#protocol/request.ts';
import type { CountContext } from './tally.ts';
import { isLost } from './tally.ts';

/** What a lost request is counted as; null where it was not lost. The sums over a lane are its `LostCounts`. */
export function lostKind(
  row: RequestRow,
  { logComplete, proxied, balanced = false }: CountContext,
): keyof Omit<LostCounts, 'total'> | null {
  if (!isLost(row)) return null;
  if (row.evidence === 'stored') return 'unacknowledged';
  if (!logComplete) return 'unknown';
  if (row.evidence === 'received') return 'interrupted';
  return proxied || balanced ? 'unknown' : 'unread';
}
