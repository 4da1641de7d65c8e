import type { LaneId } from '#protocol/ids.ts';

/** Every lane that a run can have. The protocol's own list comes with its schemas, which the page does not load. */
export const LANE_IDS: readonly LaneId[] = ['a', 'b', 'c', 'd'];
