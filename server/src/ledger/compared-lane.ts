import type { LaneId } from '#protocol/ids.ts';
import type { Verdict } from '#protocol/lane.ts';
import type { Counts } from '#protocol/request.ts';
import type { LaneFacts } from './lane-facts.ts';

/** A lane of a run, with all that was found out about it. */
export interface ComparedLane {
  laneId: LaneId;
  label: string;
  facts: LaneFacts;
  counts: Counts;
  /** Null while the lane has none. */
  verdict: Verdict | null;
  /** Whether the lane failed: then nothing that it shows proves anything. */
  failed?: boolean;
  /** Whether its clients wait for their answers before they ask again. */
  closed?: boolean;
  /** Whether its run was not observed to its end: then nobody knows what it lost. */
  unobserved?: boolean;
}

/** Whether nothing more can come to a lane's facts: it ended, its log was read, and no request waits. */
export function isSettled(lane: ComparedLane): boolean {
  const { facts, counts } = lane;
  return !isSound(lane) || (facts.exit !== null && facts.logComplete && counts.inFlight === 0);
}

/** Whether what a lane shows proves anything. */
export function isSound({
  failed = false,
  unobserved = false,
}: Pick<ComparedLane, 'failed' | 'unobserved'>): boolean {
  return !failed && !unobserved;
}
