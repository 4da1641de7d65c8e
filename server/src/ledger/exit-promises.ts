import type { Exit, PromiseView } from '#protocol/lane.ts';
import type { Termination } from '#protocol/termination.ts';
import type { LaneFacts } from './lane-facts.ts';
import { duration } from './wording.ts';

/**
 * The yardstick for a signal that never escalates: the grace period that `docker stop` gives when it is not told otherwise
 * (docs.docker.com/reference/cli/docker/container/stop: 10 seconds for Linux containers).
 */
const DOCKER_STOP_DEFAULT_SECONDS = 10;

/** A timer may ring so much early, in milliseconds: a SIGKILL that came sooner than that was not the grace period's. */
const TIMER_SLACK_MS = 5;

type Judged = Pick<PromiseView, 'state' | 'evidence'>;

/** The container ended within its grace period. */
export function judgeExitWithinGrace(facts: LaneFacts): PromiseView {
  return { id: 'exit-within-grace', rows: [], ...withinGrace(facts) };
}

/** The container ended without a SIGKILL. */
export function judgeNoSigkill(facts: LaneFacts): PromiseView {
  return { id: 'no-sigkill', rows: [], ...withoutSigkill(facts) };
}

function withinGrace(facts: LaneFacts): Judged {
  const { termination, exit } = facts;
  if (termination === null) return unknown('No termination was sent.');
  if (termination.kind === 'kill' && termination.signal === 'SIGKILL') {
    return unknown('SIGKILL leaves no grace period.');
  }
  if (exit === null) return notEnded(facts);
  if (termination.kind === 'kill') return withinDockersGrace(termination.signal, exit, killerOf(facts, exit));
  const seconds = termination.gracePeriodSeconds;
  if (exit.forced && ranOut(termination, exit)) {
    return { state: 'broken', evidence: `Still running when the grace period of ${seconds} s ran out.` };
  }
  const killer = killerOf(facts, exit);
  const after = `Ended after ${duration(exit.durationMs)}`;
  if (killer !== null) return unknown(`${after}, ${killer}, with a grace period of ${seconds} s.`);
  const state = exit.durationMs <= seconds * 1000 ? 'kept' : 'broken';
  return { state, evidence: `${after}, with a grace period of ${seconds} s.` };
}

function withinDockersGrace(signal: string, exit: Exit, killer: string | null): Judged {
  const after = `Ended ${duration(exit.durationMs)} after ${signal}`;
  if (killer !== null) return unknown(`${after}, ${killer}.`);
  const yardstick = `${signal} alone has no grace period, docker stop’s default is ${DOCKER_STOP_DEFAULT_SECONDS} s`;
  const kept = exit.durationMs <= DOCKER_STOP_DEFAULT_SECONDS * 1000;
  return { state: kept ? 'kept' : 'broken', evidence: `${after}; ${yardstick}.` };
}

function withoutSigkill(facts: LaneFacts): Judged {
  const { termination, exit, followedAt, terminatedAt } = facts;
  if (exit === null) return notEnded(facts);
  if (!exit.forced) return unforced(exit);
  if (termination?.kind === 'kill' && termination.signal === 'SIGKILL') return broken('It was the first thing sent.');
  if (termination?.kind === 'stop' && ranOut(termination, exit)) {
    return broken(`The grace period of ${termination.gracePeriodSeconds} s ran out.`);
  }
  if (followedAt === null || terminatedAt === null) return broken('Somebody else sent a SIGKILL.');
  return broken(`docker kill followed after ${duration(followedAt - terminatedAt)}.`);
}

/** No SIGKILL was seen. Where the exit code stands for one all the same, it may have come from where nobody looked. */
function unforced({ signal, oomKilled }: Exit): Judged {
  if (signal !== 'SIGKILL') return { state: 'kept', evidence: 'No SIGKILL was sent.' };
  if (oomKilled) return broken('The kernel sent one: the container used more memory than its limit.');
  return unknown('The lab sent none, but the exit code stands for one: somebody else may have sent it.');
}

/** Who ended the container by a SIGKILL that was not the termination's own; null where that was not its end. */
function killerOf({ followedAt }: LaneFacts, { forced, signal, oomKilled }: Exit): string | null {
  if (forced)
    return followedAt === null ? 'by a SIGKILL that somebody else sent' : 'by the docker kill that followed';
  if (signal !== 'SIGKILL') return null;
  return oomKilled ? 'killed for using more memory than its limit' : 'by a SIGKILL that the lab did not send';
}

/** Whether the container was still there when the grace period of its stop was over. */
function ranOut(stop: Termination & { kind: 'stop' }, exit: Exit): boolean {
  return exit.durationMs >= stop.gracePeriodSeconds * 1000 - TIMER_SLACK_MS;
}

function notEnded({ removed }: LaneFacts): Judged {
  return unknown(removed ? 'The lab removed the container before it had ended.' : 'The container has not ended.');
}

function unknown(evidence: string): Judged {
  return { state: 'unknown', evidence };
}

function broken(evidence: string): Judged {
  return { state: 'broken', evidence };
}
