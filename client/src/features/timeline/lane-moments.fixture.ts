import type { LaneMoments } from './lane-moments.ts';

/** A lane for tests: SIGTERM at 1,000, carried out at 1,010, exit at 1,300; the log was read whole and no proxy stands between. */
export function moments(change: Partial<LaneMoments> = {}): LaneMoments {
  return {
    origin: 1_000,
    terminatedAt: 1_000,
    cameAt: change.terminatedAt === undefined ? 1_000 : change.terminatedAt,
    acceptedAt: 1_010,
    exitedAt: 1_300,
    forced: false,
    proxied: false,
    logComplete: true,
    over: false,
    ...change,
  };
}

/** SIGKILL that took 340 ms from the lab to the kernel: the first connection that it cut tells when it came. */
export const lateKill = moments({ cameAt: 1_340, acceptedAt: 1_350, exitedAt: 1_360, forced: true });
