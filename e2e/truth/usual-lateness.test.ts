import { expect, test } from 'vitest';
import { usualLateness } from './usual-lateness.ts';

test('half of many times may be as late as they like, and more than half may not', () => {
  const times = (late: number) => [...Array(150).fill(0), ...Array(late).fill(400)];
  expect(usualLateness(times(149))).toEqual({ median: 0, worst: 400, isTooLate: false });
  expect(usualLateness(times(151))).toEqual({ median: 400, worst: 400, isTooLate: true });
});

test('a few times say nothing', () => {
  expect(usualLateness([400, 400])).toEqual({ median: 400, worst: 400, isTooLate: false });
  expect(usualLateness([])).toEqual({ median: 0, worst: 0, isTooLate: false });
});
