import { grouped } from '#protocol/language/decimal.ts';
import { sayCount } from '#protocol/language/say.ts';
import type { Counts, RequestRow } from '#protocol/request.ts';
import { firstDueFrom } from './first-due.ts';
import { markOf } from './mark.ts';

/** What was known of a lane's requests at an instant. As in the run's own counts, what had not ended is in flight and not in `due`. */
export type CountsThen = Omit<Counts, 'lost' | 'cut'> & { lost: { total: number } };

/**
 * Counts a lane's requests as they stood at an instant.
 * @param at milliseconds on the run's clock
 */
export function countsAt(rows: readonly RequestRow[], at: number): CountsThen {
  const then = { completed: 0, refused: 0, timedOut: 0, notSent: 0, inFlight: 0, serverErrors: 0 };
  const lost = { total: 0 };
  const begun = firstDueFrom(rows, at);
  for (let index = 0; index < begun; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    const mark = row.endedAt === null || row.endedAt > at ? 'in-flight' : markOf(row);
    if (mark === 'in-flight') then.inFlight += 1;
    else if (mark === 'refused') then.refused += 1;
    else if (mark === 'not-sent') then.notSent += 1;
    else if (mark === 'completed' || mark === 'server-error') then.completed += 1;
    else lost.total += 1;
    if (mark === 'server-error') then.serverErrors += 1;
    if (mark === 'timed-out') then.timedOut += 1;
  }
  return { ...then, due: begun - then.inFlight, lost };
}

/** The same in words; what was none is left out, but for what was answered and what was in flight. */
export function countsText({ due, completed, lost, refused, notSent, inFlight }: CountsThen): string {
  const parts = [
    sayCount(due, '{number} due', '{number} due', { number: grouped(due) }),
    sayCount(completed, '{number} completed', '{number} completed', { number: grouped(completed) }),
    sayCount(inFlight, '{number} in flight', '{number} in flight', { number: grouped(inFlight) }),
    ...(lost.total > 0
      ? [sayCount(lost.total, '{number} lost', '{number} lost', { number: grouped(lost.total) })]
      : []),
    ...(refused > 0 ? [sayCount(refused, '{number} refused', '{number} refused', { number: grouped(refused) })] : []),
    ...(notSent > 0
      ? [sayCount(notSent, '{number} not sent', '{number} not sent', { number: grouped(notSent) })]
      : []),
  ];
  return parts.join(' · ');
}
