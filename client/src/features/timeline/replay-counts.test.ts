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
  [60, '0 due · 0 completed · 2 in flight'],
  [100, '1 due · 1 completed · 1 in flight'],
  [215, '2 due · 1 completed · 0 in flight · 1 lost'],
  [500, '3 due · 1 completed · 0 in flight · 1 lost · 1 refused'],
])('at %i ms it was known: %s', (at, text) => {
  expect(countsText(countsAt(rows, at))).toBe(text);
});

test('the counts of an instant add up as those of the run do, with what an error of the server and a timeout were', () => {
  const all = [
    ...rows,
    requestRow({ number: 4, dueAt: 230, endedAt: 300, status: 502 }),
    requestRow({ number: 5, dueAt: 240, endedAt: 310, outcome: 'timed-out' }),
    requestRow({ number: 6, dueAt: 250, endedAt: 320, outcome: 'not-sent' }),
    requestRow({ number: 7, dueAt: 260, endedAt: 900 }),
  ];
  expect(countsAt(all, 400)).toEqual({
    due: 6,
    completed: 2,
    refused: 1,
    timedOut: 1,
    notSent: 1,
    inFlight: 1,
    serverErrors: 1,
    lost: { total: 2 },
  });
});
