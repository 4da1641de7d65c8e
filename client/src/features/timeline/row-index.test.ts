import { expect, test } from 'vitest';
import type { RequestRow } from '#protocol/request.ts';
import { MARKS } from './mark.ts';
import { requestRow } from './request-row.fixture.ts';
import { RowIndex } from './row-index.ts';

const OUTCOMES = ['completed', 'completed', 'cut', 'refused', 'timed-out'] as const;
const rowAt = (number: number): RequestRow =>
  requestRow({ number, dueAt: number * 10, outcome: OUTCOMES[number % OUTCOMES.length] ?? null });

function indexOf(count: number) {
  const all = Array.from({ length: count }, (_, index) => rowAt(index + 1));
  const index = new RowIndex({ all });
  index.touch(all);
  return { all, index };
}

const tally = (rows: readonly RequestRow[]) =>
  MARKS.map((mark) => rows.filter(({ outcome }) => (outcome ?? 'in-flight') === mark).length);

test('knows how many of each mark lie in any stretch', () => {
  const { all, index } = indexOf(5_000);
  for (const [first, end] of [
    [0, 5_000],
    [0, 0],
    [17, 18],
    [1_000, 4_321],
  ] as const) {
    expect(index.between(first, end)).toEqual(tally(all.slice(first, end)));
  }
});

test('follows rows that change and rows that come', () => {
  const { all, index } = indexOf(100);
  index.between(0, 100);
  const changed = requestRow({ number: 40, outcome: null });
  all[39] = changed;
  all.push(rowAt(101));
  index.touch([changed, rowAt(101)]);
  expect(index.length).toBe(101);
  expect(index.between(0, 101)).toEqual(tally(all));
});

test('knows a ledger that still loads up to its first hole', () => {
  const { all, index } = indexOf(50);
  const late = all[20];
  delete all[20];
  index.touch(all.slice(0, 20));
  expect(index.length).toBe(20);
  if (late !== undefined) all[20] = late;
  index.touch(late === undefined ? [] : [late]);
  expect(index.between(0, 50)).toEqual(tally(all));
});

test('finds the first lost request of a stretch', () => {
  const { index } = indexOf(1_000);
  expect(index.firstLost(0, 1_000)).toBe(2);
  expect(index.firstLost(2, 1_000)).toBe(4);
  expect(index.firstLost(4, 6)).toBeNull();
});
