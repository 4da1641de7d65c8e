import { expect, test } from 'vitest';
import { ticks } from './ticks.ts';

test('ticks are round, signed, and no more than fit', () => {
  expect(ticks({ from: -1_000, to: 1_000 }, 5).map(({ label }) => label)).toEqual([
    '−1 s',
    '−0.5 s',
    '0',
    '+0.5 s',
    '+1 s',
  ]);
  expect(ticks({ from: -50, to: 160 }, 5).map(({ label }) => label)).toEqual([
    '−50 ms',
    '0',
    '+50 ms',
    '+100 ms',
    '+150 ms',
  ]);
});
