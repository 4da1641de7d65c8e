import type { LaneId } from '#protocol/ids.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';

/** What a lane is called. */
export function laneTitle(id: LaneId): Said {
  return said('Lane {lane}', { lane: id.toUpperCase() });
}
