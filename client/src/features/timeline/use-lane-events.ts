import { useEffect, useMemo } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import type { RunView } from '#protocol/run.ts';
import type { LineSource } from './lane-events.ts';
import { LaneEvents } from './lane-events.ts';

/** The events of a lane, kept outside of React: its own and those of the run as a whole, and what its container's log says. */
export function useLaneEvents(laneId: LaneId, log: LineSource, view: RunView | null): LaneEvents {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another log is another lane's, or another run's
  const events = useMemo(() => new LaneEvents(), [log]);
  useEffect(() => {
    return log.attach(async (entries) => events.take(entries));
  }, [log, events]);
  useEffect(() => {
    const ofLane = (view?.events ?? []).filter((event) => event.laneId === null || event.laneId === laneId);
    const exitedAt = view?.lanes.find(({ id }) => id === laneId)?.exitedAtMs ?? null;
    events.setOfRun(ofLane, view?.trafficStartedAtMs ?? null, exitedAt);
  }, [events, view, laneId]);
  return events;
}
