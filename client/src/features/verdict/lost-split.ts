import { say, sayCount } from '#protocol/language/say.ts';
import type { ShownCounts } from '#protocol/request.ts';

/**
 * What the lost requests were, in a line: how the connection ended, and what the server's own log says of them.
 * @param over whether nothing more can be lost
 */
export function lostSplit(counts: ShownCounts, invalid: boolean, over: boolean): string {
  const { lost, cut, timedOut } = counts;
  if (invalid || lost === null) return say('What was lost is unknown: the run could not be observed to its end.');
  if (lost.total === 0) return say(over ? 'No request was lost.' : 'No request was lost so far.');
  const ways = [
    cut > 0 && sayCount(cut, '{count} cut', '{count} cut'),
    timedOut > 0 && sayCount(timedOut, '{count} timed out', '{count} timed out'),
  ];
  const kinds = [
    lost.interrupted > 0 && sayCount(lost.interrupted, '{count} interrupted', '{count} interrupted'),
    lost.unread > 0 && sayCount(lost.unread, '{count} unread', '{count} unread'),
    lost.unacknowledged > 0 && sayCount(lost.unacknowledged, '{count} unacknowledged', '{count} unacknowledged'),
    lost.unknown > 0 && sayCount(lost.unknown, '{count} of unknown kind', '{count} of unknown kind'),
  ];
  return say('Lost: {ways}. By the server’s log: {kinds}.', { ways: listed(ways), kinds: listed(kinds) });
}

function listed(parts: (string | false)[]): string {
  return parts.filter(Boolean).join(', ');
}
