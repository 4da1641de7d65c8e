import type { LaneId } from '#protocol/ids.ts';
import type { LaneView } from '#protocol/lane.ts';
import type { RunView } from '#protocol/run.ts';

/** What the time axis needs to know of a lane, in milliseconds on the run's clock; null where it did not happen. */
export interface LaneTimes {
  id: LaneId;
  terminatedAt: number | null;
  exitedAt: number | null;
  /** The signal's name at its line: `SIGTERM`, `docker stop`. */
  signalName: string;
  /** `exit 137`. */
  exitName: string;
  /** Whether the lane's container still runs. */
  alive: boolean;
}

export function laneTimes(lane: LaneView): LaneTimes {
  const { termination, exit } = lane;
  const outside = exit?.endedBy === 'outside';
  return {
    id: lane.id,
    terminatedAt: lane.terminatedAtMs ?? null,
    exitedAt: lane.exitedAtMs ?? null,
    signalName: outside ? 'from outside' : termination.kind === 'stop' ? 'docker stop' : termination.signal,
    exitName: exit === undefined ? '' : `exit ${exit.exitCode ?? '?'}`,
    alive: lane.state === 'ready' || lane.state === 'running' || lane.state === 'draining',
  };
}

/** A run's times, as far as they move the axis. */
export interface RunTimes {
  lanes: LaneTimes[];
  startedAt: number | null;
  endedAt: number | null;
  /** Whether anything on the axis still moves. */
  live: boolean;
}

export function runTimes(view: RunView): RunTimes {
  const startedAt = view.trafficStartedAtMs ?? null;
  const endedAt = view.trafficEndedAtMs ?? null;
  const trafficGoesOn = view.status === 'running' && startedAt !== null && endedAt === null;
  const draining = view.lanes.some(({ state }) => state === 'draining');
  return { lanes: view.lanes.map(laneTimes), startedAt, endedAt, live: trafficGoesOn || draining };
}
