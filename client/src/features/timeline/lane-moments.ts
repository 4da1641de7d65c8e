import type { LaneView } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import { signalMoment } from '#protocol/signal-moment.ts';

/** What a lane's requests are told against, in milliseconds on the run's clock; null where it did not happen. */
export interface LaneMoments {
  /** What the lane's axis calls 0. */
  origin: number;
  /** t0: when its termination was sent. */
  terminatedAt: number | null;
  /** When the signal came, for judging what was in flight then. */
  cameAt: number | null;
  /** When the engine had carried the signal out. */
  acceptedAt: number | null;
  exitedAt: number | null;
  /** Whether a SIGKILL was sent. */
  forced: boolean;
  /** Whether somebody else accepts connections in the server's place: a proxy, or the lane's own balancer. */
  proxied: boolean;
  /** Whether the container's log was read to its last byte: before that, a missing line proves nothing. */
  logComplete: boolean;
  /** Whether nothing more will be observed: what became of a request that has no outcome is unknown then. */
  over: boolean;
}

/** @param over whether nothing more will be observed of the lane's run */
export function laneMoments(
  lane: LaneView | null,
  rows: readonly RequestRow[],
  origin: number,
  over: boolean,
): LaneMoments {
  const terminatedAt = lane?.terminatedAtMs ?? null;
  const termination = lane?.wasSent ? lane.termination : null;
  return {
    origin,
    terminatedAt,
    cameAt: signalMoment({ rows, terminatedAt, termination }),
    acceptedAt: lane?.acceptedAtMs ?? null,
    exitedAt: lane?.exitedAtMs ?? null,
    forced: lane?.exit?.forced ?? false,
    proxied: lane !== null && isReachedThrough(lane.container),
    logComplete: lane?.logComplete ?? false,
    over,
  };
}

function isReachedThrough({ proxied, others }: LaneView['container']): boolean {
  return proxied || others.some(({ role }) => role === 'balancer');
}
