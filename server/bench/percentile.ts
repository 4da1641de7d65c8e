/** The p-th percentile of some values by the nearest-rank method; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle of some values; NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}
