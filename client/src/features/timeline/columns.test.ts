import { expect, test } from 'vitest';
import { columnsOf } from './columns.ts';
import { MARKS } from './mark.ts';
import { requestRow } from './request-row.fixture.ts';
import { RowIndex } from './row-index.ts';

const all = Array.from({ length: 1_000 }, (_, index) =>
  requestRow({ number: index + 1, dueAt: index, outcome: index === 412 ? 'cut' : 'completed' }),
);
const index = new RowIndex({ all });
index.touch(all);

test('every request of the stretch is in one column, and a single lost one among hundreds is counted', () => {
  const columns = columnsOf(all, index, { from: 100, to: 900, step: 50 });
  expect(columns.reduce((sum, { total }) => sum + total, 0)).toBe(800);
  const cut = MARKS.indexOf('cut');
  expect(columns.filter(({ counts }) => counts[cut] === 1)).toMatchObject([{ at: 400, total: 50 }]);
});

test('columns keep their requests while the window moves', () => {
  const before = columnsOf(all, index, { from: 100, to: 900, step: 50 });
  const after = columnsOf(all, index, { from: 117, to: 917, step: 50 });
  expect(after.slice(0, -1)).toEqual(before);
});

test('there is no column where nothing was due', () => {
  expect(columnsOf(all, index, { from: 2_000, to: 3_000, step: 50 })).toEqual([]);
});
