import { decimal } from '#protocol/language/decimal.ts';
import { said, saidCount, say } from '#protocol/language/say.ts';
import type { LaneSpread, RepeatView } from '#protocol/repeat.ts';

type RepeatLane = RepeatView['lanes'][number];

/** `Lane A` */
export function laneTitle(id: RepeatLane['id']): string {
  return say('Lane {lane}', { lane: id.toUpperCase() });
}

/** `2 to 4`, or `3` where both are the same. */
export function rangeText(low: number, high: number): string {
  return low === high ? `${low}` : say('{low} to {high}', { low, high });
}

/** How sure the interval of a median is: `97.9 %`, never rounded up. */
export function coverageText(coverage: number): string {
  return `${decimal((Math.floor(coverage * 1_000) / 10).toFixed(1))} %`;
}

/** What a lane's spread is, in a line. */
export function spreadText({ n, min, max, median, interval }: LaneSpread): string {
  const isSame = n > 1 && min === max && max > 0;
  const what = {
    lost: max === 0 ? said('lost none') : said('lost {range}', { range: rangeText(min, max) }),
    trials: isSame ? said('each of {trials} trials', { trials: n }) : saidCount(n, '{count} trial', '{count} trials'),
    median: decimal(`${median}`),
  };
  if (interval === null) return say('{lost} in {trials}, median {median}; too few trials for an interval', what);
  return say('{lost} in {trials}, median {median}, interval {interval} ({coverage})', {
    ...what,
    interval: rangeText(interval.low, interval.high),
    coverage: coverageText(interval.coverage),
  });
}

/** Seconds with two digits behind the point: `2.13 s`. */
export function secondsText(ms: number): string {
  return `${decimal((ms / 1_000).toFixed(2))} s`;
}
