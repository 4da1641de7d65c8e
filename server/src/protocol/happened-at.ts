import type { LaneRecord } from './lane.ts';
import type { RunEvent } from './run.ts';

/**
 * When an event happened, in milliseconds on the run's clock: an exit when the engine says that it was. Its event was made when the
 * log had been read to the end, which is later.
 */
export function happenedAt(
  { kind, laneId, at }: RunEvent,
  lanes: readonly Pick<LaneRecord, 'id' | 'exitedAtMs'>[],
): number {
  if (kind !== 'lane:exited') return at;
  return lanes.find(({ id }) => id === laneId)?.exitedAtMs ?? at;
}
