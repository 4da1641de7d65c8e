import { say } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import { evidenceWord } from './evidence-word.ts';
import type { LaneMoments } from './lane-moments.ts';
import { markOf, markWords } from './mark.ts';
import { fateText } from './row-fate.ts';
import { whenText } from './row-when.ts';
import { signedTime, time } from './times.ts';

/** What happened to a request, in one sentence: when it was sent, what became of it, and what that means. */
export function rowSentence(row: RequestRow, moments: LaneMoments): string {
  return `${whenText(row, moments)}; ${fateText(row, moments)}.`;
}

/** A request in facts: when, how long, what the connection saw, what the server's own log says. */
export function rowFacts(row: RequestRow, { origin }: Pick<LaneMoments, 'origin'>): string[] {
  const facts = [say('due {time}', { time: signedTime(row.dueAt - origin) })];
  facts.push(say('server’s log: {evidence}', { evidence: evidenceWord(row.evidence) }));
  const began = row.sentAt ?? row.dueAt;
  if (row.endedAt !== null && row.sentAt !== null)
    facts.push(say('{end} after {time}', { end: endWord(row), time: time(row.endedAt - began) }));
  if (row.reusedConnection) facts.push(say('connection used again'));
  else if (row.connectedAt !== null) facts.push(say('connected in {time}', { time: time(row.connectedAt - began) }));
  return facts;
}

/** What the connection saw when the request ended. */
export function endWord(row: RequestRow): string {
  const code = row.errorCode === null ? '' : ` (${row.errorCode})`;
  switch (row.sight) {
    case 'response':
      return row.status === null ? say('answered') : `${row.status}`;
    case 'connect-error':
      return `${say('no connection')}${code}`;
    case 'reset':
      return `${say('reset')}${code}`;
    case 'end-of-file':
      return say(row.bytesReceived > 0 ? 'closed within the answer' : 'closed without an answer');
    case 'timeout':
      return say('gave up');
    case 'abandoned':
      return say('abandoned with the run');
    case 'malformed':
      return say('no HTTP answer');
    case 'no-socket':
      return say('no room to send');
    case null:
      return say('ended');
  }
}

/** A request for a screen reader, in one go. */
export function rowSpoken(row: RequestRow, moments: LaneMoments): string {
  return say('Request {number}, {outcome}: {facts}. {sentence}', {
    number: row.number,
    outcome: markWords(markOf(row), moments),
    facts: rowFacts(row, moments).join(', '),
    sentence: rowSentence(row, moments),
  });
}
