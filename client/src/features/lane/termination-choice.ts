import { isSigkill, terminationLabel } from '#protocol/command-line.ts';
import { say } from '#protocol/language/say.ts';
import type { Termination } from '#protocol/termination.ts';
import type { LaneModel } from './lane-model.ts';

export interface TerminationChoice {
  /** The button's accessible name, which is stable: `docker kill`, `SIGTERM kill`, `docker stop`. */
  name: string;
  termination: Termination;
  /** Whether the lane's scenario ends it this way. */
  isPlanned: boolean;
  /** Whether it was sent. */
  isSent: boolean;
  /** Why it cannot be sent now; null where it can. */
  blockedBy: string | null;
}

/** As `docker stop` itself, in seconds. */
export const DEFAULT_GRACE_PERIOD_SECONDS = 10;

/**
 * The ways in which a lane can be ended, and which of them it accepts now.
 * @param lockedBecause why the page wants something else done first; null where it does not
 */
export function terminationChoices(
  lane: LaneModel,
  gracePeriodSeconds: number,
  connected: boolean,
  lockedBecause: string | null = null,
): TerminationChoice[] {
  const kill = (signal: 'SIGKILL' | 'SIGTERM'): Termination => ({ kind: 'kill', signal });
  const ways: Termination[] = [kill('SIGKILL'), kill('SIGTERM')];
  if (lane.planned.kind !== 'stop' && !ways.some((way) => sameWay(way, lane.planned))) ways.push(lane.planned);
  ways.push({ kind: 'stop', gracePeriodSeconds });
  const sent = sentTermination(lane);
  return ways.map((termination) => ({
    name: choiceName(termination),
    termination,
    isPlanned: sameWay(termination, lane.planned),
    isSent: sent !== null && sameWay(termination, sent),
    blockedBy: connected ? (lockedBecause ?? blockedBy(lane, termination)) : say('The connection to the lab is lost'),
  }));
}

/** What was sent to a lane; null where nothing was, or where somebody outside ended it. */
export function sentTermination({ view }: LaneModel): Termination | null {
  if (view?.terminatedAtMs === undefined || view.exit?.endedBy === 'outside') return null;
  return view.termination;
}

/** The grace period that a lane's stop begins with, in seconds. */
export function plannedGracePeriod({ planned }: LaneModel): number {
  return planned.kind === 'stop' ? planned.gracePeriodSeconds : DEFAULT_GRACE_PERIOD_SECONDS;
}

function choiceName(termination: Termination): string {
  if (termination.kind === 'stop') return 'docker stop';
  return terminationLabel(termination);
}

function sameWay(one: Termination, other: Termination): boolean {
  if (one.kind === 'kill' && other.kind === 'kill') return one.signal === other.signal;
  if (one.kind === 'fault' && other.kind === 'fault') return one.fault === other.fault;
  return one.kind === other.kind;
}

function blockedBy(lane: LaneModel, termination: Termination): string | null {
  switch (lane.state) {
    case 'planned':
      return say('Nothing runs yet: start the run first');
    case 'preparing':
      return say('The container is being prepared');
    case 'ready':
    case 'running':
      return null;
    case 'draining': {
      const sent = sentTermination(lane);
      const wasSigkill = sent !== null && isSigkill(sent);
      return isSigkill(termination) && !wasSigkill
        ? null
        : say('A termination is on its way: only docker kill can follow it');
    }
    case 'exited':
    case 'removed':
      return say('The container has ended: reset the run to try again');
    case 'failed':
      return say('The lane failed: reset the run to try again');
    case 'unknown':
      return say('The run is over: what became of the container is unknown. Reset it to try again');
  }
}
