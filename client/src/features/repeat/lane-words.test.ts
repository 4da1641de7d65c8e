import { expect, test } from 'vitest';
import { coverageText, spreadText } from './lane-words.ts';

test('a spread is told with its median and its interval', () => {
  const interval = { low: 2, high: 4, coverage: 0.978515625 };
  expect(spreadText({ laneId: 'a', n: 10, min: 2, max: 5, median: 3, interval })).toBe(
    'lost 2 to 5 in 10 trials, median 3, interval 2 to 4 (97.8 %)',
  );
  expect(spreadText({ laneId: 'a', n: 2, min: 1, max: 1, median: 1, interval: null })).toBe(
    'lost 1 in each of 2 trials, median 1; too few trials for an interval',
  );
});

test('a coverage is never said to be more than it is', () => {
  expect(coverageText(0.9999)).toBe('99.9 %');
  expect(coverageText(0.950958)).toBe('95.0 %');
});
