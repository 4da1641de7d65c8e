import type { Said } from '#protocol/language/say.ts';
import { said, saidCount, say, told } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';

/** Every way in which a request can look. */
export const MARKS = ['completed', 'server-error', 'cut', 'timed-out', 'refused', 'not-sent', 'in-flight'] as const;
export type Mark = (typeof MARKS)[number];

/** Of one request: the lane's counts say some of these words of many. */
const WORDS: Record<Mark, Said> = {
  completed: saidCount(1, 'completed', 'completed'),
  'server-error': said('answered with an error'),
  cut: said('cut'),
  'timed-out': saidCount(1, 'timed out', 'timed out'),
  refused: saidCount(1, 'refused', 'refused'),
  'not-sent': saidCount(1, 'not sent', 'not sent'),
  'in-flight': said('in flight'),
};

/** @param over whether nothing more will be observed: nobody knows then how a request without an outcome came out */
export function markWords(mark: Mark, { over }: { over: boolean }): string {
  return over && mark === 'in-flight' ? say('end unknown') : told(WORDS[mark]);
}

export function markOf({ outcome, status }: Pick<RequestRow, 'outcome' | 'status'>): Mark {
  if (outcome === null) return 'in-flight';
  return outcome === 'completed' && (status ?? 0) >= 500 ? 'server-error' : outcome;
}
