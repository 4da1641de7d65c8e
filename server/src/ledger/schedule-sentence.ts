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
  if (sizes.every((size) => size === 0)) return plain('No request was due.');
  if (lanes.every(({ lane }) => sameSchedule(lane.facts.rows, first.lane.facts.rows))) {
    const [size = 0] = sizes;
    if (lanes.length === 1) return plain(`${requests(size)}.`);
    return plain(size === 1 ? 'The same request.' : `The same ${size} requests.`);
  }
  if (sizes.every((size) => size === sizes[0])) return plain(`${requests(sizes[0] ?? 0)} each.`);
  const list = lanes.map(({ name }, place) => `${sizes[place]} for ${name}`).join(', ');
  return plain(`Requests: ${list}.`);
}

function sameSchedule(a: readonly RequestRow[], b: readonly RequestRow[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((row, place) => Math.abs(row.dueAt - (b[place]?.dueAt ?? Number.NaN)) <= SAME_MOMENT_MS);
}

function plain(text: string): SentencePart[] {
  return [{ text, tone: 'plain' }];
}
