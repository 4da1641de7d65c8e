import { expect, test } from 'vitest';
import { countsAt, countsText } from './replay-counts.ts';
import { requestRow } from './request-row.fixture.ts';

const rows = [
  requestRow({ number: 1, dueAt: 0, endedAt: 100 }),
  requestRow({ number: 2, dueAt: 50, endedAt: 210, outcome: 'cut' }),
  requestRow({ number: 3, dueAt: 220, endedAt: 221, outcome: 'refused' }),
];

test.each([
  [0, '0 due · 0 completed · 0 in flight'],
  [60, '2 due · 0 completed · 2 in flight'],
  [100, '2 due · 1 completed · 1 in flight'],
  [215, '2 due · 1 completed · 0 in flight · 1 lost'],
  [500, '3 due · 1 completed · 0 in flight · 1 lost · 1 refused'],
])('at %i ms it was known: %s', (at, text) => {
  expect(countsText(countsAt(rows, at))).toBe(text);
});
