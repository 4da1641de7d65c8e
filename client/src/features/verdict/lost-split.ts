import type { Counts } from '#protocol/request.ts';

/**
 * What the lost requests were, in a line: how the connection ended, and what the server's own log says of them.
 * @param over whether nothing more can be lost
 */
export function lostSplit(counts: Counts, invalid: boolean, over: boolean): string {
  if (invalid) return 'What was lost is unknown: the run could not be observed to its end.';
  const { lost, cut, timedOut } = counts;
  if (lost.total === 0) return over ? 'No request was lost.' : 'No request was lost so far.';
  const ways = [cut > 0 && `${cut} cut`, timedOut > 0 && `${timedOut} timed out`];
  const kinds = [
    lost.interrupted > 0 && `${lost.interrupted} interrupted`,
    lost.unread > 0 && `${lost.unread} unread`,
    lost.unacknowledged > 0 && `${lost.unacknowledged} unacknowledged`,
    lost.unknown > 0 && `${lost.unknown} of unknown kind`,
  ];
  return `Lost: ${listed(ways)}. By the server’s log: ${listed(kinds)}.`;
}

function listed(parts: (string | false)[]): string {
  return parts.filter(Boolean).join(', ');
}
