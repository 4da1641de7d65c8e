import { say } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import { phaseAt } from '#protocol/signal-moment.ts';
import type { LaneMoments } from './lane-moments.ts';
import { time } from './times.ts';

/** When a request was sent: its place about the signal, or about the exit where there was no signal. */
export function whenText(row: RequestRow, moments: LaneMoments): string {
  const { terminatedAt, cameAt, exitedAt } = moments;
  const began = row.sentAt ?? row.dueAt;
  if (exitedAt !== null && began > exitedAt) return afterTheEnd(row, time(began - exitedAt), terminatedAt !== null);
  if (terminatedAt === null || cameAt === null) return beforeAnySignal(row, exitedAt);
  const since = time(began - terminatedAt);
  // Between sending and coming only SIGKILL can tell: the first connection that it cut.
  const late = began >= terminatedAt;
  switch (phaseAt(row, cameAt)) {
    case 'over':
      if (row.sentAt === null) return say('Due before the signal');
      if (!late)
        return row.endedAt !== null && row.endedAt >= terminatedAt
          ? say('In flight when SIGKILL was sent, over before it came')
          : say('Over before the signal');
      return say('Sent {time} after SIGKILL was sent, over before it came', { time: since });
    case 'in-flight':
      if (!late) return say('In flight at the signal');
      return say('Sent {time} after SIGKILL was sent, in flight when it came', { time: since });
    case 'connecting':
      if (!late) return say('Connecting at the signal');
      return say('Sent {time} after SIGKILL was sent, connecting when it came', { time: since });
    case 'after':
      return afterTheSignal(row, since, wasCarriedOut(began, moments));
  }
}

function afterTheEnd({ sentAt }: RequestRow, since: string, hadSignal: boolean): string {
  if (hadSignal)
    return say(sentAt === null ? 'Due {time} after the exit' : 'Sent {time} after the exit', { time: since });
  return say(
    sentAt === null ? 'Due {time} after the container had ended' : 'Sent {time} after the container had ended',
    { time: since },
  );
}

function beforeAnySignal(row: RequestRow, exitedAt: number | null): string {
  if (exitedAt === null) return say('Before any signal');
  return say(
    (row.endedAt ?? exitedAt) < exitedAt ? 'Over before the container ended' : 'In flight when the container ended',
  );
}

function afterTheSignal({ sentAt }: RequestRow, since: string, carriedOut: boolean): string {
  if (carriedOut)
    return say(sentAt === null ? 'Due {time} after the signal' : 'Sent {time} after the signal', { time: since });
  return say(
    sentAt === null
      ? 'Due {time} after the signal was sent, before the engine had carried it out'
      : 'Sent {time} after the signal was sent, before the engine had carried it out',
    { time: since },
  );
}

/** Before that the lab cannot know whether the process had the signal already: it says what it knows. */
function wasCarriedOut(began: number, { acceptedAt, terminatedAt, cameAt }: LaneMoments): boolean {
  const isJudgedLater = cameAt !== terminatedAt;
  return acceptedAt === null || began >= acceptedAt || isJudgedLater;
}
