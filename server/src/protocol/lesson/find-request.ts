import type { RequestRow } from '../request.ts';
import { phaseAt } from '../signal-moment.ts';
import type { RequestKind } from './request-kinds.ts';

/**
 * The first request of a kind, by number; null where the rows have none.
 * @param moment when the lane's signal came, milliseconds on the run's clock; null where none was sent
 */
export function findRequest(kind: RequestKind, rows: readonly RequestRow[], moment: number | null): number | null {
  // A viewer's ledger may have holes while it loads.
  return rows.find((row) => row !== undefined && isOfKind(kind, row, moment))?.number ?? null;
}

function isOfKind(kind: RequestKind, row: RequestRow, moment: number | null): boolean {
  switch (kind) {
    case 'in-flight-cut':
      return isLost(row) && wasInFlight(row, moment);
    case 'in-flight-answered':
      return row.outcome === 'completed' && wasInFlight(row, moment);
    case 'first-after':
      return moment !== null && row.sentAt !== null && phaseAt(row, moment) === 'after';
    case 'first-refused':
      return row.outcome === 'refused';
    case 'first-unread':
      return isLost(row) && row.evidence === 'none';
    case 'first-interrupted':
      return isLost(row) && row.evidence === 'received';
    case 'first-unacknowledged':
      return isLost(row) && row.evidence === 'stored';
    case 'first-server-error':
      return row.outcome === 'completed' && (row.status ?? 0) >= 500;
  }
}

function isLost({ outcome }: RequestRow): boolean {
  return outcome === 'cut' || outcome === 'timed-out';
}

function wasInFlight(row: RequestRow, moment: number | null): boolean {
  return moment !== null && phaseAt(row, moment) === 'in-flight';
}
