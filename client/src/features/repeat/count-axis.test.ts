import { expect, test } from 'vitest';
import { countAxis } from './count-axis.ts';

test('few counts have a tick each, in the middle of their cells', () => {
  const axis = countAxis(4, 500);
  expect(axis.ticks).toEqual([0, 1, 2, 3, 4]);
  expect(axis.ticks.map(axis.x)).toEqual([50, 150, 250, 350, 450]);
});

test.each([
  [23, 500, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]],
  [480, 500, [0, 50, 100, 150, 200, 250, 300, 350, 400, 450]],
  [0, 300, [0]],
])('counts up to %i on %i pixels have whole ticks that do not crowd', (most, width, ticks) => {
  expect(countAxis(most, width).ticks).toEqual(ticks);
});
