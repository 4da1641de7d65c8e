import { expect, test } from 'vitest';
import { firstDueFrom } from './first-due.ts';
import { requestRow } from './request-row.fixture.ts';

const rows = Array.from({ length: 100 }, (_, index) => requestRow({ number: index + 1, dueAt: index * 10 }));

test('finds the first row due at an instant or later', () => {
  expect(firstDueFrom(rows, 0)).toBe(0);
  expect(firstDueFrom(rows, 95)).toBe(10);
  expect(firstDueFrom(rows, 100)).toBe(10);
  expect(firstDueFrom(rows, 5_000)).toBe(100);
  expect(firstDueFrom([], 1)).toBe(0);
});
