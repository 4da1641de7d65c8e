import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { describe, medianInterval, shareNotRuledOut, spreadOf } from './spread.ts';
import { brokenTrial, measuredTrial } from './trial.fixture.ts';

const ranks = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

group('the interval of the median', () => {
  // The published tables of the sign interval: for n values from the least to the most, the places and the coverage.
  test.each([
    [6, 1, 6, 0.969],
    [8, 1, 8, 0.992],
    [9, 2, 8, 0.961],
    [10, 2, 9, 0.979],
    [12, 3, 10, 0.961],
    [15, 4, 12, 0.965],
    [17, 5, 13, 0.951],
    [20, 6, 15, 0.959],
    [25, 8, 18, 0.957],
    [50, 18, 33, 0.967],
  ])('of %i trials goes from place %i to place %i', (n, low, high, coverage) => {
    const interval = medianInterval(ranks(n));
    expect(interval).toMatchObject({ low, high });
    expect(interval?.coverage).toBeCloseTo(coverage, 3);
  });

  test.each([0, 1, 2, 5])('of %i trials does not exist: too few for 95 %%', (n) => {
    expect(medianInterval(ranks(n))).toBeNull();
  });

  test('is the tightest that reaches 95 %: a place further in would not', () => {
    for (let n = 6; n <= 50; n += 1) {
      const interval = medianInterval(ranks(n));
      expect(interval?.coverage).toBeGreaterThanOrEqual(0.95);
      expect(exactCoverage(n, (interval?.low ?? 0) + 1)).toBeLessThan(0.95);
      expect(interval?.coverage).toBeCloseTo(exactCoverage(n, interval?.low ?? 0), 12);
    }
  });

  test('holds the true median at least that often, in a simulation with equal values among them', () => {
    const random = mulberry(7);
    const trials = 4_000;
    let held = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      // 0, 1, 2, 3 or 4 lost, each as likely: the true median is 2.
      const values = ranks(12).map(() => Math.floor(random() * 5));
      const { interval } = describe(values);
      if (interval !== null && interval.low <= 2 && interval.high >= 2) held += 1;
    }
    expect(held / trials).toBeGreaterThan(0.95);
  });
});

group('the spread of some counts', () => {
  const counts = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 50 });

  test('has least <= low <= median <= high <= most, whatever the counts', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const { n, min, max, median, interval } = describe(values);
        expect(n).toBe(values.length);
        expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
        const order = [min, interval?.low ?? min, median, interval?.high ?? max, max];
        expect(order).toEqual([...order].sort((one, other) => one - other));
      }),
    );
  });

  test('has a median with half of the counts on either side of it', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const { median } = describe(values);
        expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > median).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  test('does not follow the order of the trials', () => {
    fc.assert(
      fc.property(counts, (values) => {
        expect(describe([...values].reverse())).toEqual(describe(values));
      }),
    );
  });

  test('is drawn from measured trials alone', () => {
    const trials = [measuredTrial(1, { a: 3, b: 1 }), brokenTrial(2), measuredTrial(3, { a: 4, b: 1 })];
    expect(spreadOf(['a', 'b'], trials)).toEqual([
      { laneId: 'a', n: 2, min: 3, max: 4, median: 3.5, interval: null },
      { laneId: 'b', n: 2, min: 1, max: 1, median: 1, interval: null },
    ]);
    expect(spreadOf(['a'], [brokenTrial(1)])).toEqual([]);
  });
});

test('what none of n trials showed is ruled out only up to the bound of 0 of n', () => {
  expect(shareNotRuledOut(10)).toBeCloseTo(0.2589, 4);
  expect(shareNotRuledOut(50)).toBeCloseTo(0.0582, 4);
  // At that share, n clean trials come in 5 of 100 repeats.
  for (const n of [2, 10, 50]) expect((1 - shareNotRuledOut(n)) ** n).toBeCloseTo(0.05, 12);
});

/** By whole numbers: how many of the 2^n ways to fall below or above the median leave fewer than k on no side. */
function exactCoverage(n: number, k: number): number {
  let outside = 0n;
  let ways = 1n;
  for (let below = 0; below < k; below += 1) {
    outside += ways;
    ways = (ways * BigInt(n - below)) / BigInt(below + 1);
  }
  return 1 - Number(2n * outside) / 2 ** n;
}

/** A small generator with a seed (mulberry32): the simulation is the same every time. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
