import { isSigkill, terminationLabel } from '#protocol/command-line.ts';
import type { LaneId } from '#protocol/ids.ts';
import type { LaneView } from '#protocol/lane.ts';
import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';
import type { Termination } from '#protocol/termination.ts';

/** What the time axis needs to know of a lane, in milliseconds on the run's clock; null where it did not happen. */
export interface LaneTimes {
  id: LaneId;
  terminatedAt: number | null;
  exitedAt: number | null;
  /** When its readiness was taken back, before the termination. */
  readinessOffAt: number | null;
  /** When it answered again after its restart policy had started it. */
  cameBackAt: number | null;
  /** The signal's name at its line: `SIGTERM`, `docker stop`. */
  signalName: string;
  /** Whether nothing could answer what ended it: SIGKILL, or a fault of the program. */
  isHard: boolean;
  /** `exit 137`. */
  exitName: string;
  /** Whether the lane's container still ran when it was last seen. */
  alive: boolean;
}

export function laneTimes(lane: LaneView): LaneTimes {
  const { termination, exit } = lane;
  const outside = exit?.endedBy === 'outside';
  return {
    id: lane.id,
    terminatedAt: lane.terminatedAtMs ?? null,
    exitedAt: lane.exitedAtMs ?? null,
    readinessOffAt: lane.readinessOffAtMs ?? null,
    cameBackAt: lane.cameBackAtMs ?? null,
    signalName: outside ? say('from outside') : nameOf(termination),
    isHard: !outside && (isSigkill(termination) || termination.kind === 'fault'),
    exitName: exit === undefined ? '' : say('exit {code}', { code: exit.exitCode ?? '?' }),
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

/**
 * @param goesOn whether more of the run will come. Where nothing does, it ended when its traffic did, or at the last instant that anything
 * is known of: nobody saw the end of a run whose lab died.
 */
export function runTimes(view: RunView, goesOn = !isOver(view)): RunTimes {
  const startedAt = view.trafficStartedAtMs ?? null;
  const endedAt = view.trafficEndedAtMs ?? (goesOn ? null : view.now);
  const trafficGoesOn = view.status === 'running' && startedAt !== null && endedAt === null;
  const draining = view.lanes.some(({ state }) => state === 'draining');
  return { lanes: view.lanes.map(laneTimes), startedAt, endedAt, live: goesOn && (trafficGoesOn || draining) };
}

function nameOf(termination: Termination): string {
  if (termination.kind === 'kill') return termination.signal;
  // No signal came then, but a request that made the program fail.
  return termination.kind === 'stop'
    ? 'docker stop'
    : say('{fault} request', { fault: terminationLabel(termination) });
}
