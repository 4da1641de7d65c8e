import type { LaneId } from '#protocol/ids.ts';
import type { LaneSpread, MedianInterval, Trial } from '#protocol/repeat.ts';

/** How sure an interval of the median has to be, at least. */
const CONFIDENCE = 0.95;

/** The spread of each lane's lost requests over the trials that were measured; lanes without any are left out. */
export function spreadOf(laneIds: readonly LaneId[], trials: readonly Trial[]): LaneSpread[] {
  return laneIds.flatMap((laneId) => {
    const lost = lostOf(laneId, trials);
    return lost.length === 0 ? [] : [{ laneId, ...describe(lost) }];
  });
}

/** What a lane lost in each measured trial, in the order of the trials. */
export function lostOf(laneId: LaneId, trials: readonly Trial[]): number[] {
  return trials.flatMap((trial) =>
    trial.state === 'measured'
      ? trial.lanes.filter(({ id }) => id === laneId).map(({ counts }) => counts.lost.total)
      : [],
  );
}

/**
 * Least, most and median of some values, and an interval of the median.
 * @param values at least one
 */
export function describe(values: readonly number[]): Omit<LaneSpread, 'laneId'> {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (place: number) => sorted[place] ?? Number.NaN;
  const n = sorted.length;
  return {
    n,
    min: at(0),
    max: at(n - 1),
    median: (at(Math.floor((n - 1) / 2)) + at(Math.floor(n / 2))) / 2,
    interval: medianInterval(sorted),
  };
}

/**
 * The shortest interval between the k-th value from below and the k-th from above that holds the true median in at least 95 of 100
 * repeats, whatever the distribution: it misses only if fewer than k of the n values fall on one side of the median, and each falls
 * on either side with probability 1/2, so its coverage is `1 - 2 P(Bin(n, 1/2) < k)`. Where values can be equal, as counts can, it
 * is that or more. Fewer than six values allow no such interval: even the least and the most of five miss in 6 of 100.
 *
 * H. A. David and H. N. Nagaraja, Order Statistics, 3rd edition (Wiley 2003), section 7.1.
 * @param sorted from the least to the most
 * @returns null where there are too few values
 */
export function medianInterval(sorted: readonly number[]): MedianInterval | null {
  const n = sorted.length;
  let best: MedianInterval | null = null;
  // P(Bin(n, 1/2) = 0), then the sum over 0 … k-1: no more than fifty values, so nothing underflows.
  let probability = 0.5 ** n;
  let below = probability;
  for (let k = 1; k <= n / 2; k += 1) {
    const coverage = 1 - 2 * below;
    const [low, high] = [sorted[k - 1], sorted[n - k]];
    if (coverage < CONFIDENCE || low === undefined || high === undefined) break;
    best = { low, high, coverage };
    probability *= (n - k + 1) / k;
    below += probability;
  }
  return best;
}

/**
 * The largest share of trials that may still show what none of n trials showed, with 95 % confidence: `1 - 0.05^(1/n)`, the exact
 * one-sided bound of Clopper and Pearson for 0 of n (Biometrika 26, 1934), which is about 3/n.
 */
export function shareNotRuledOut(n: number): number {
  return 1 - (1 - CONFIDENCE) ** (1 / n);
}
