import type { Exit, PromiseView } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, told } from '#protocol/language/say.ts';
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
  if (termination === null) return unknown(said('No termination was sent.'));
  if (termination.kind === 'fault') return unknown(said('Nobody asked it to end: a failure has no grace period.'));
  if (termination.kind === 'kill' && termination.signal === 'SIGKILL') {
    return unknown(said('SIGKILL leaves no grace period.'));
  }
  if (exit === null) return notEnded(facts);
  if (termination.kind === 'kill') return withinDockersGrace(termination.signal, exit, killerOf(facts, exit));
  const seconds = termination.gracePeriodSeconds;
  if (exit.forced && ranOut(termination, exit)) {
    return broken(said('Still running when the grace period of {seconds} s ran out.', { seconds }));
  }
  const killer = killerOf(facts, exit);
  const values = { duration: duration(exit.durationMs), seconds };
  if (killer !== null) {
    return unknown(
      said('Ended after {duration}, {killer}, with a grace period of {seconds} s.', { ...values, killer }),
    );
  }
  const ended = said('Ended after {duration}, with a grace period of {seconds} s.', values);
  return exit.durationMs <= seconds * 1000 ? kept(ended) : broken(ended);
}

function withinDockersGrace(signal: string, exit: Exit, killer: Said | null): Judged {
  const values = { duration: duration(exit.durationMs), signal };
  if (killer !== null) return unknown(said('Ended {duration} after {signal}, {killer}.', { ...values, killer }));
  const ended = said(
    'Ended {duration} after {signal}; {signal} alone has no grace period, docker stop’s default is {seconds} s.',
    { ...values, seconds: DOCKER_STOP_DEFAULT_SECONDS },
  );
  return exit.durationMs <= DOCKER_STOP_DEFAULT_SECONDS * 1000 ? kept(ended) : broken(ended);
}

function withoutSigkill(facts: LaneFacts): Judged {
  const { termination, exit, followedAt, terminatedAt } = facts;
  if (exit === null) return notEnded(facts);
  if (!exit.forced) return unforced(exit);
  if (termination?.kind === 'kill' && termination.signal === 'SIGKILL')
    return broken(said('It was the first thing sent.'));
  if (termination?.kind === 'stop' && ranOut(termination, exit)) {
    return broken(said('The grace period of {seconds} s ran out.', { seconds: termination.gracePeriodSeconds }));
  }
  if (followedAt === null || terminatedAt === null) return broken(said('Somebody else sent a SIGKILL.'));
  return broken(said('docker kill followed after {duration}.', { duration: duration(followedAt - terminatedAt) }));
}

/** No SIGKILL was seen. Where the exit code stands for one all the same, it may have come from where nobody looked. */
function unforced({ signal, oomKilled }: Exit): Judged {
  if (signal !== 'SIGKILL') return kept(said('No SIGKILL was sent.'));
  if (oomKilled) return broken(said('The kernel sent one: the container used more memory than its limit.'));
  return unknown(said('The lab sent none, but the exit code stands for one: somebody else may have sent it.'));
}

/** Who ended the container by a SIGKILL that was not the termination's own; null where that was not its end. */
function killerOf({ followedAt }: LaneFacts, { forced, signal, oomKilled }: Exit): Said | null {
  if (forced)
    return said(followedAt === null ? 'by a SIGKILL that somebody else sent' : 'by the docker kill that followed');
  if (signal !== 'SIGKILL') return null;
  return said(oomKilled ? 'killed for using more memory than its limit' : 'by a SIGKILL that the lab did not send');
}

/** Whether the container was still there when the grace period of its stop was over. */
function ranOut(stop: Termination & { kind: 'stop' }, exit: Exit): boolean {
  return exit.durationMs >= stop.gracePeriodSeconds * 1000 - TIMER_SLACK_MS;
}

function notEnded({ removed }: LaneFacts): Judged {
  return unknown(
    said(removed ? 'The lab removed the container before it had ended.' : 'The container has not ended.'),
  );
}

function kept(evidence: Said): Judged {
  return { state: 'kept', evidence: told(evidence) };
}

function unknown(evidence: Said): Judged {
  return { state: 'unknown', evidence: told(evidence) };
}

function broken(evidence: Said): Judged {
  return { state: 'broken', evidence: told(evidence) };
}
