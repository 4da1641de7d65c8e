/**
 * A busy machine holds up some rows, even all of a lane; so a single time may be seconds late, and a ledger that were always a little
 * late would pass. But over many trials most rows are not held up: half of all times must be within this of their packets, in
 * milliseconds. At a load of 24 on two cores most lanes had half of theirs within 20, and two of some 24 had not.
 */
const USUAL_MS = 100;
/** Fewer times than this have no usual one. */
const ENOUGH = 100;

/** What the times of many trials say together. */
export function usualLateness(lateness: readonly number[]): { median: number; worst: number; isTooLate: boolean } {
  const sorted = lateness.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { median, worst: sorted.at(-1) ?? 0, isTooLate: sorted.length >= ENOUGH && median > USUAL_MS };
}
