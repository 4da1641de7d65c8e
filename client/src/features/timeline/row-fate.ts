import { grouped } from '#protocol/language/decimal.ts';
import { say, sayCount } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { LaneMoments } from './lane-moments.ts';
import { markOf } from './mark.ts';
import { time } from './times.ts';

/** A connection that ended this near to the exit ended with it: the engine tells of an exit a little later than the kernel. */
const WITH_THE_EXIT_MS = 100;

/** What became of a request, and what that means to who sent it. */
export function fateText(row: RequestRow, moments: LaneMoments): string {
  switch (markOf(row)) {
    case 'in-flight':
      return moments.over ? unknownText(row) : waitingText(row);
    case 'completed':
      return answeredText(row, moments);
    case 'server-error':
      return say('{answered} with status {status}: answered, but not served', {
        answered: answeredText(row, moments),
        status: `${row.status}`,
      });
    case 'refused':
      return refusedText(row);
    case 'not-sent':
      return say(
        row.sight === 'abandoned'
          ? 'never sent: the run was finished first'
          : 'never sent: the generator had no socket to spare',
      );
    case 'cut':
      return lostText(cutText(row, moments), row, moments);
    case 'timed-out':
      return lostText(givenUpText(row, moments), row, moments);
  }
}

function waitingText({ connectedAt, evidence }: RequestRow): string {
  if (connectedAt === null) return say('waits for its connection');
  if (evidence === 'stored') return say('stored by the server, waits for its answer');
  return say(evidence === 'received' ? 'the server works on it' : 'waits for its answer');
}

/** Nobody saw the end of it: the last that is known is all that can be said. */
function unknownText(row: RequestRow): string {
  return say('{last}; what became of it is unknown', { last: lastText(row) });
}

function lastText({ connectedAt, evidence }: RequestRow): string {
  if (evidence === 'stored') return say('stored by the server, and waiting for its answer when last seen');
  if (evidence === 'received') return say('received by the server when last seen');
  return say(
    connectedAt === null ? 'waiting for its connection when last seen' : 'waiting for its answer when last seen',
  );
}

/** After the signal where it was under way then, else from its own beginning. */
function answeredText({ sentAt, dueAt, endedAt }: RequestRow, { terminatedAt, cameAt }: LaneMoments): string {
  if (endedAt === null) return say('answered');
  const began = sentAt ?? dueAt;
  const wasUnderWay = terminatedAt !== null && cameAt !== null && began < terminatedAt && endedAt > cameAt;
  return wasUnderWay
    ? say('answered {time} after it', { time: time(endedAt - terminatedAt) })
    : say('answered in {time}', { time: time(endedAt - began) });
}

function cutText(row: RequestRow, moments: LaneMoments): string {
  if (row.sight === 'malformed') return say('what came back was no HTTP answer');
  const cut = cutWhen(row, moments);
  const bytes = row.bytesReceived;
  if (bytes === 0) return cut;
  return sayCount(bytes, '{cut}, {bytes} bytes into its answer', '{cut}, {bytes} bytes into its answer', {
    cut,
    bytes: grouped(bytes),
  });
}

function cutWhen({ endedAt, sentAt }: RequestRow, { terminatedAt, cameAt, exitedAt, forced }: LaneMoments): string {
  if (endedAt === null) return say('cut');
  const withExit = exitedAt !== null && Math.abs(endedAt - exitedAt) <= WITH_THE_EXIT_MS;
  const withKill = forced && cameAt !== terminatedAt && endedAt - (cameAt ?? 0) <= WITH_THE_EXIT_MS;
  if (withExit || withKill) return say(forced ? 'cut by SIGKILL' : 'cut as the container exited');
  if (sentAt === null) return say('cut');
  if (terminatedAt === null || endedAt <= terminatedAt)
    return say('cut after {time}', { time: time(endedAt - sentAt) });
  return sentAt < terminatedAt
    ? say('cut {time} after it', { time: time(endedAt - terminatedAt) })
    : say('cut {time} later', { time: time(endedAt - sentAt) });
}

/** Refused is whatever never came to a connection, the generator's own patience included. */
function refusedText({ sight, sentAt, endedAt }: RequestRow): string {
  if (sight === 'abandoned')
    return say('still without a connection when the lab gave it up: turned away, not lost, safe to retry');
  if (sight !== 'timeout') return say('no connection was made: refused, not lost, safe to retry');
  if (sentAt === null || endedAt === null)
    return say('no connection came about: turned away, not lost, safe to retry');
  return say('no connection came about in {time}: turned away, not lost, safe to retry', {
    time: time(endedAt - sentAt),
  });
}

function givenUpText({ sight, endedAt, sentAt }: RequestRow, { exitedAt }: LaneMoments): string {
  if (sight === 'abandoned') {
    const couldCome = exitedAt === null || (endedAt ?? 0) < exitedAt;
    return say(
      couldCome
        ? 'given up when the run was finished, while an answer could still have come'
        : 'given up when the run was finished',
    );
  }
  if (sentAt === null || endedAt === null) return say('no answer, so given up');
  return say('no answer in {time}, so given up', { time: time(endedAt - sentAt) });
}

/** What the server's own log says of a lost request, and whether it may be sent again. */
function lostText(lost: string, row: RequestRow, { proxied, logComplete }: LaneMoments): string {
  if (row.evidence === 'stored')
    return say('{lost}: stored, but never acknowledged; a retry would duplicate it', { lost });
  if (row.evidence === 'received') {
    return say(
      logComplete
        ? '{lost}: received, not stored; a retry may repeat what it had begun'
        : '{lost}: received, and the server’s log may still say more',
      { lost },
    );
  }
  if (!logComplete) return say('{lost}: the server’s log, as far as it was read, does not name it', { lost });
  if (proxied) {
    return say('{lost}: a proxy had accepted it, so whether it waited unread or came too late cannot be told', {
      lost,
    });
  }
  if (row.writtenAt === null) return say('{lost} before it was written: lost, safe to retry', { lost });
  return say(
    row.reusedConnection
      ? '{lost}: sent on a kept connection, never read by the server (its log never names it); lost, safe to retry'
      : '{lost}: accepted by the kernel, never read by the server (its log never names it); lost, safe to retry',
    { lost },
  );
}
