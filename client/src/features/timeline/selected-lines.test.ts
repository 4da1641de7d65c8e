import { expect, test } from 'vitest';
import type { LaneLogLine } from '#protocol/log.ts';
import { lastLineAt, linesOfEvent, linesOfRequest } from './selected-lines.ts';

const line = (seq: number, text: string, stream: LaneLogLine['stream'] = 'stdout'): LaneLogLine => ({
  seq,
  at: seq * 100,
  writtenAt: null,
  stream,
  text,
});

const entries = [
  { skipped: 3 },
  line(4, 'request=1 received'),
  line(5, 'request=12 received'),
  line(6, 'docker kill · SIGTERM', 'lab'),
  line(7, '[1] [INFO] Handling signal: term'),
  line(8, 'request=1 stored'),
  line(9, 'request=1 received and something else'),
];

test('a request’s lines are those that name it, and no other number', () => {
  expect(linesOfRequest(entries, 1).map(({ seq }) => seq)).toEqual([4, 8]);
  expect(linesOfRequest(entries, 2)).toEqual([]);
});

test.each([
  [399, null],
  [400, 4],
  [650, 6],
  [9_000, 9],
])('at %i ms the last line was %s', (at, seq) => {
  expect(lastLineAt(entries, at)?.seq ?? null).toBe(seq);
});

test('an event’s line is its own, or the lab’s about it', () => {
  const term = { id: 'log:7', at: 700, knownAt: 700, source: 'log', text: '', seq: 7 } as const;
  expect(linesOfEvent(entries, term).map(({ seq }) => seq)).toEqual([7]);
  const sent = { id: 'run:3', at: 590, knownAt: 600.4, source: 'lab', text: '', seq: null } as const;
  expect(linesOfEvent(entries, sent).map(({ seq }) => seq)).toEqual([6]);
});
