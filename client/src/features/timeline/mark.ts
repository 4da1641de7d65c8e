import type { RequestRow } from '#protocol/request.ts';

/** Every way in which a request can look. */
export const MARKS = ['completed', 'server-error', 'cut', 'timed-out', 'refused', 'not-sent', 'in-flight'] as const;
export type Mark = (typeof MARKS)[number];

export const MARK_WORDS: Record<Mark, string> = {
  completed: 'completed',
  'server-error': 'answered with an error',
  cut: 'cut',
  'timed-out': 'timed out',
  refused: 'refused',
  'not-sent': 'not sent',
  'in-flight': 'in flight',
};

export function markOf({ outcome, status }: Pick<RequestRow, 'outcome' | 'status'>): Mark {
  if (outcome === null) return 'in-flight';
  return outcome === 'completed' && (status ?? 0) >= 500 ? 'server-error' : outcome;
}
