import type { Exit, PromiseView } from '#protocol/lane.ts';
import type { Termination } from '#protocol/termination.ts';
import type { LaneFacts } from './lane-facts.ts';
import { duration } from './wording.ts';

/**
 * The yardstick for a signal that never escalates: the grace period that `docker stop` gives when it is not told otherwise
 * (docs.docker.com/reference/cli/docker/container/stop: 10 seconds for Linux containers).
 */
const DOCKER_STOP_DEFAULT_SECONDS = 10;

type Judged = Pick<PromiseView, 'state' | 'evidence'>;

/** The container ended within its grace period. */
export function judgeExitWithinGrace({ termination, exit }: LaneFacts): PromiseView {
  return { id: 'exit-within-grace', rows: [], ...withinGrace(termination, exit) };
}

/** The container ended without a SIGKILL. */
export function judgeNoSigkill({ termination, exit }: LaneFacts): PromiseView {
  return { id: 'no-sigkill', rows: [], ...withoutSigkill(termination, exit) };
}

function withinGrace(termination: Termination | null, exit: Exit | null): Judged {
  if (termination === null) return { state: 'unknown', evidence: 'No termination was sent.' };
  if (termination.kind === 'kill' && termination.signal === 'SIGKILL') {
    return { state: 'unknown', evidence: 'SIGKILL leaves no grace period.' };
  }
  if (exit === null) return { state: 'unknown', evidence: 'The container has not ended.' };
  return termination.kind === 'stop'
    ? withinItsOwnGrace(termination.gracePeriodSeconds, exit)
    : withinDockersGrace(termination.signal, exit);
}

function withinItsOwnGrace(seconds: number, exit: Exit): Judged {
  const kept = !exit.forced && exit.durationMs <= seconds * 1000;
  const evidence = exit.forced
    ? `Still running when the grace period of ${seconds} s ran out.`
    : `Ended after ${duration(exit.durationMs)}, with a grace period of ${seconds} s.`;
  return { state: kept ? 'kept' : 'broken', evidence };
}

function withinDockersGrace(signal: string, exit: Exit): Judged {
  const after = `Ended ${duration(exit.durationMs)} after ${signal}`;
  if (exit.forced) return { state: 'unknown', evidence: `${after}, by a SIGKILL that somebody else sent.` };
  const yardstick = `${signal} alone has no grace period, docker stop’s default is ${DOCKER_STOP_DEFAULT_SECONDS} s`;
  const kept = exit.durationMs <= DOCKER_STOP_DEFAULT_SECONDS * 1000;
  return { state: kept ? 'kept' : 'broken', evidence: `${after}; ${yardstick}.` };
}

function withoutSigkill(termination: Termination | null, exit: Exit | null): Judged {
  if (exit === null) return { state: 'unknown', evidence: 'The container has not ended.' };
  if (!exit.forced) return { state: 'kept', evidence: 'No SIGKILL was sent.' };
  if (termination?.kind === 'stop') {
    return { state: 'broken', evidence: `The grace period of ${termination.gracePeriodSeconds} s ran out.` };
  }
  if (termination?.signal === 'SIGKILL') return { state: 'broken', evidence: 'It was the first thing sent.' };
  return { state: 'broken', evidence: 'Somebody else sent a SIGKILL.' };
}
