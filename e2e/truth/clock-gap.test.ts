import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClockGap } from './clock-gap.ts';

test('goes by the quickest looks, however slow the others were', () => {
  const gap = new ClockGap();
  expect(() => gap.toWallClock(0)).toThrow('Nobody has looked');
  expect(gap.width).toBe(Number.POSITIVE_INFINITY);
  gap.observe(10, 1_095, 1_099);
  expect(gap.toWallClock(0)).toEqual({ least: 1_085, most: 1_090 });
  gap.observe(100, 1_100, 1_500);
  expect(gap.toWallClock(0)).toEqual({ least: 1_085, most: 1_090 });
  gap.observe(100, 1_186, 1_187);
  expect(gap.toWallClock(480)).toEqual({ least: 1_566, most: 1_568 });
  expect(gap.width).toBe(2);
});

test('the true gap is always between the bounds, whatever each look took', () => {
  const look = fc.record({
    at: fc.double({ min: 0, max: 60_000, noNaN: true }),
    asked: fc.nat(300),
    told: fc.nat(300),
  });
  fc.assert(
    fc.property(
      fc.double({ min: 1e12, max: 2e12, noNaN: true }),
      fc.array(look, { minLength: 1 }),
      (apart, looks) => {
        const gap = new ClockGap();
        for (const { at, asked, told } of looks) {
          gap.observe(at, Math.floor(apart + at - asked), Math.floor(apart + at + told));
        }
        const { least, most } = gap.toWallClock(500);
        expect(least).toBeLessThanOrEqual(apart + 500 + 0.01); // what a double of this size cannot hold
        expect(most).toBeGreaterThanOrEqual(apart + 500 - 0.01);
      },
    ),
  );
});

test('shows that the clock was set between two looks', () => {
  const gap = new ClockGap();
  gap.observe(10, 1_000, 1_002);
  gap.observe(20, 6_010, 6_012);
  expect(gap.width).toBeLessThan(0);
});
