import { grouped } from '#protocol/language/decimal.ts';
import { sayCount } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import { firstDueFrom } from './first-due.ts';

/** What was known of a lane's requests at an instant. */
export interface CountsThen {
  due: number;
  completed: number;
  lost: number;
  refused: number;
  notSent: number;
  inFlight: number;
}

/**
 * Counts a lane's requests as they stood at an instant.
 * @param at milliseconds on the run's clock
 */
export function countsAt(rows: readonly RequestRow[], at: number): CountsThen {
  const counts = { due: firstDueFrom(rows, at), completed: 0, lost: 0, refused: 0, notSent: 0, inFlight: 0 };
  for (let index = 0; index < counts.due; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    const kind = row.endedAt === null || row.endedAt > at ? null : row.outcome;
    if (kind === null) counts.inFlight += 1;
    else if (kind === 'completed') counts.completed += 1;
    else if (kind === 'refused') counts.refused += 1;
    else if (kind === 'not-sent') counts.notSent += 1;
    else counts.lost += 1;
  }
  return counts;
}

/** The same in words; what was none is left out, but for what was answered and what was in flight. */
export function countsText({ due, completed, lost, refused, notSent, inFlight }: CountsThen): string {
  const parts = [
    sayCount(due, '{number} due', '{number} due', { number: grouped(due) }),
    sayCount(completed, '{number} completed', '{number} completed', { number: grouped(completed) }),
    sayCount(inFlight, '{number} in flight', '{number} in flight', { number: grouped(inFlight) }),
    ...(lost > 0 ? [sayCount(lost, '{number} lost', '{number} lost', { number: grouped(lost) })] : []),
    ...(refused > 0 ? [sayCount(refused, '{number} refused', '{number} refused', { number: grouped(refused) })] : []),
    ...(notSent > 0
      ? [sayCount(notSent, '{number} not sent', '{number} not sent', { number: grouped(notSent) })]
      : []),
  ];
  return parts.join(' · ');
}
