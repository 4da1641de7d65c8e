/**
 * Milliseconds of the machine's monotonic clock, with sub-millisecond digits. All threads of the process read the same clock
 * (unlike `performance.now()`, which each worker counts from its own birth), and setting the wall clock does not move it.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
