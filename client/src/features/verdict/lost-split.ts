import type { Counts } from '#protocol/request.ts';

/** What the lost requests were, in a line: how the connection ended, and what the server's own log says of them. */
export function lostSplit(counts: Counts, invalid: boolean): string {
  if (invalid) return 'What was lost is unknown: the run could not be observed to its end.';
  const { lost, cut, timedOut } = counts;
  const ways = `${cut} cut, ${timedOut} timed out`;
  if (lost.total === 0) return `Lost: ${ways}.`;
  const kinds = [
    lost.interrupted > 0 && `${lost.interrupted} interrupted`,
    lost.unread > 0 && `${lost.unread} unread`,
    lost.unacknowledged > 0 && `${lost.unacknowledged} unacknowledged`,
    lost.unknown > 0 && `${lost.unknown} of unknown kind`,
  ];
  return `Lost: ${ways}. By the server’s log: ${kinds.filter(Boolean).join(', ')}.`;
}
