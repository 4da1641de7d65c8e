import type { LaneFacts } from './lane-facts.ts';

/** A cut ends a request at the moment itself: a microsecond earlier, in milliseconds, the request was still in flight. */
const JUST_BEFORE_MS = 0.001;

/**
 * When the signal came, for judging what was in flight then; null where none was sent. That is t0, when it was sent.
 *
 * A busy engine may take long from there to the kernel, and requests are answered meanwhile. What SIGKILL ends it ends at once, so
 * there the first connection that it cut tells the moment. No other signal leaves such a mark: between t0 and the engine's word the
 * lab cannot know.
 */
export function signalMoment(facts: LaneFacts): number | null {
  const { terminatedAt: t0, termination } = facts;
  if (t0 === null || termination?.kind !== 'kill' || termination.signal !== 'SIGKILL') return t0;
  let firstCut = Number.POSITIVE_INFINITY;
  for (const { outcome, writtenAt, endedAt } of facts.rows) {
    if (outcome === 'cut' && writtenAt !== null && endedAt !== null && endedAt > t0)
      firstCut = Math.min(firstCut, endedAt);
  }
  return firstCut === Number.POSITIVE_INFINITY ? t0 : Math.max(t0, firstCut - JUST_BEFORE_MS);
}
