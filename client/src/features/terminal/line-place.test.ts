import { expect, test } from 'vitest';
import { lineOf } from './line-place.ts';

/** Four entries: one row, three rows, one row, two rows. */
const rows = [false, false, true, true, false, false, true];
const isWrapped = (row: number) => rows[row];

test.each([
  [0, { line: 5, rows: 2 }],
  [1, { line: 4, rows: 1 }],
  [2, { line: 1, rows: 3 }],
  [3, { line: 0, rows: 1 }],
  [4, null],
])('with %i entries after it an entry stands at %o', (fromEnd, place) => {
  expect(lineOf(fromEnd, rows.length - 1, isWrapped)).toEqual(place);
});
