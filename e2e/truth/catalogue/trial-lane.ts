import type { LaneView } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';

/** A lane of one trial: what the lab says of it, its rows, and its log. */
export interface TrialLane {
  view: LaneView;
  rows: readonly RequestRow[];
  /** What its container printed, and what the others of the lane did. */
  log: string;
}
