import { say, sayCount } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { SentencePart } from '#protocol/run.ts';
import type { ComparedLane } from './compared-lane.ts';
import { requests } from './wording.ts';

/**
 * Two lanes have the same schedule when every request was due at the same moment in both. An open model gives exactly that; the
 * tolerance, in milliseconds, is for times that were rounded on their way through a report.
 */
const SAME_MOMENT_MS = 0.01;

/** What the lanes were sent: `The same 40 requests.`, or how many each got where a slow server slowed its clients down. */
export function tellSchedule(lanes: readonly { name: string; lane: ComparedLane }[]): SentencePart[] {
  const sizes = lanes.map(({ lane }) => lane.facts.rows.length);
  const [first] = lanes;
  if (first === undefined) return [];
  if (sizes.every((size) => size === 0)) return plain(say('No request was due.'));
  if (lanes.every(({ lane }) => sameSchedule(lane.facts.rows, first.lane.facts.rows))) {
    const [size = 0] = sizes;
    if (lanes.length === 1) return plain(`${requests(size)}.`);
    return plain(sayCount(size, 'The same request.', 'The same {count} requests.'));
  }
  if (sizes.every((size) => size === sizes[0])) {
    return plain(sayCount(sizes[0] ?? 0, '{count} request each.', '{count} requests each.'));
  }
  const shares = lanes.map(({ name, lane }) => say('{due} for {lane}', { due: lane.facts.rows.length, lane: name }));
  return plain(say('Requests: {shares}.', { shares: shares.join(', ') }));
}

function sameSchedule(a: readonly RequestRow[], b: readonly RequestRow[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((row, place) => Math.abs(row.dueAt - (b[place]?.dueAt ?? Number.NaN)) <= SAME_MOMENT_MS);
}

function plain(text: string): SentencePart[] {
  return [{ text, tone: 'plain' }];
}
