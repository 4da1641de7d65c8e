import type { Exit } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { Termination } from '#protocol/termination.ts';

/** Everything that a lane's verdict follows from. Times are milliseconds on the run's clock. */
export interface LaneFacts {
  rows: readonly RequestRow[];
  /** t0: when the termination was sent; null while none was. */
  terminatedAt: number | null;
  /** When the engine had carried the signal out. */
  acceptedAt: number | null;
  /** The termination that was sent. */
  termination: Termination | null;
  /** When the lab sent a docker kill after it; null where it sent none. */
  followedAt: number | null;
  exit: Exit | null;
  exitedAt: number | null;
  /** Whether the lab removed the container before it had ended: then there is no exit and never will be. */
  removed: boolean;
  /** Whether the container's log was read to its last byte. */
  logComplete: boolean;
  /** Whether a proxy accepts connections in the server's place. */
  proxied: boolean;
}

/**
 * Whether the lab itself gave up on a request that could still have been answered: that is nobody's broken promise. Once the
 * container had ended there was nothing to wait for, so then it is the container's.
 */
export function gaveUpEarly(row: RequestRow, facts: Pick<LaneFacts, 'exitedAt'>): boolean {
  if (row.sight !== 'abandoned' || row.endedAt === null) return false;
  return facts.exitedAt === null || row.endedAt < facts.exitedAt;
}
