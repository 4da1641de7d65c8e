import { isSigkill } from './command-line.ts';
import type { RequestRow } from './request.ts';
import type { Termination } from './termination.ts';

/** A cut ends a request at the moment itself: a microsecond earlier, in milliseconds, the request was still in flight. */
const JUST_BEFORE_MS = 0.001;

/** What tells when a lane's signal came. Times are milliseconds on the run's clock. */
export interface SignalFacts {
  rows: readonly RequestRow[];
  /** t0: when the termination was sent; null while none was. */
  terminatedAt: number | null;
  /** The termination that was sent. */
  termination: Termination | null;
}

/**
 * When the signal came, for judging what was in flight then; null where none was sent. That is t0, when it was sent.
 *
 * A busy engine may take long from there to the kernel, and requests are answered meanwhile. What SIGKILL ends it ends at once, so
 * there the first connection that it cut tells the moment, whether a request was written to it by then or not. No other signal
 * leaves such a mark: between t0 and the engine's word the lab cannot know. A program that fails ends at once, too, some moments after
 * the request that made it fail.
 */
export function signalMoment({ rows, terminatedAt: t0, termination }: SignalFacts): number | null {
  if (t0 === null || termination === null || !endsAtOnce(termination)) return t0;
  let firstCut = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    // A viewer's ledger may have holes while it loads.
    if (row?.outcome === 'cut' && row.endedAt !== null && row.endedAt > t0)
      firstCut = Math.min(firstCut, row.endedAt);
  }
  return firstCut === Number.POSITIVE_INFINITY ? t0 : Math.max(t0, firstCut - JUST_BEFORE_MS);
}

function endsAtOnce(termination: Termination): boolean {
  return termination.kind === 'fault' || isSigkill(termination);
}

/** Where a request stood at the moment when the signal came. */
export type Phase = 'over' | 'in-flight' | 'connecting' | 'after';

/**
 * `over` ended before it; `in-flight` written to a connection by then and not ended; `connecting` sent by then and not written
 * yet; `after` sent later, or never.
 */
export function phaseAt(row: RequestRow, moment: number): Phase {
  if (row.endedAt !== null && row.endedAt <= moment) return 'over';
  if (row.writtenAt !== null && row.writtenAt <= moment) return 'in-flight';
  return row.sentAt !== null && row.sentAt <= moment ? 'connecting' : 'after';
}
