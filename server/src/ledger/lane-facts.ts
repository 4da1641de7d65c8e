import type { Exit, LaneRecord, Survival } from '#protocol/lane.ts';
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
  /** What the service still had after it was started again; null where nobody asked. */
  survival: Survival | null;
  /** Whether the container's log was read to its last byte. */
  logComplete: boolean;
  /** Whether a proxy accepts connections in the server's place. */
  proxied: boolean;
  /** Whether a balancer of the lane's own stands before the service, and answers in its place where it cannot reach it. */
  balanced: boolean;
}

/**
 * Whether the lab itself gave up on a request that could still have been answered: that is nobody's broken promise. Once the
 * container had ended there was nothing to wait for, so then it is the container's.
 */
export function gaveUpEarly(row: RequestRow, facts: Pick<LaneFacts, 'exitedAt'>): boolean {
  if (row.sight !== 'abandoned' || row.endedAt === null) return false;
  return facts.exitedAt === null || row.endedAt < facts.exitedAt;
}

/** Whether a lane's requests went to a balancer first. */
export function isBalanced({ container }: Pick<LaneRecord, 'container'>): boolean {
  return container.others.some(({ role }) => role === 'balancer');
}

/** The facts of a lane that is over, from what was kept of it. */
export function factsOf(lane: LaneRecord, rows: readonly RequestRow[]): LaneFacts {
  return {
    rows,
    terminatedAt: lane.terminatedAtMs ?? null,
    acceptedAt: lane.acceptedAtMs ?? null,
    termination: lane.wasSent ? lane.termination : null,
    followedAt: lane.followedAtMs ?? null,
    exit: lane.exit ?? null,
    exitedAt: lane.exitedAtMs ?? null,
    removed: lane.state === 'exited' && lane.exit === undefined,
    survival: lane.survival ?? null,
    logComplete: lane.logComplete,
    proxied: lane.container.proxied,
    balanced: isBalanced(lane),
  };
}
