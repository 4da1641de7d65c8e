import type { RequestRow } from '#protocol/request.ts';
import { MARK_WORDS, markOf } from './mark.ts';

/** What a lane's rows are told against. */
export interface LaneMoments {
  /** What the lane's axis calls 0, on the run's clock. */
  origin: number;
  /** When its termination was sent, and when it had ended; null where that did not happen. */
  terminatedAt: number | null;
  exitedAt: number | null;
}

/** `+41 ms`, `−1.2 s`. */
export function signedTime(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${time(Math.abs(ms))}`;
}

/** `41 ms`, `1.2 s`. */
export function time(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

/** A request in facts: when, how long, what the connection saw, what the server's own log says. */
export function rowFacts(row: RequestRow, { origin }: LaneMoments): string[] {
  const facts = [`due ${signedTime(row.dueAt - origin)}`];
  const began = row.sentAt ?? row.dueAt;
  if (row.endedAt !== null) facts.push(`${endWord(row)} after ${time(row.endedAt - began)}`);
  facts.push(`server’s log: ${row.evidence === 'none' ? 'nothing' : row.evidence}`);
  if (row.reusedConnection) facts.push('connection used again');
  else if (row.connectedAt !== null) facts.push(`connected in ${time(row.connectedAt - began)}`);
  return facts;
}

function endWord(row: RequestRow): string {
  const code = row.errorCode === null ? '' : ` (${row.errorCode})`;
  switch (row.sight) {
    case 'response':
      return `${row.status ?? 'answered'}`;
    case 'connect-error':
      return `no connection${code}`;
    case 'reset':
      return `reset${code}`;
    case 'end-of-file':
      return row.bytesReceived > 0 ? `closed within the answer` : 'closed without an answer';
    case 'timeout':
      return 'gave up';
    case 'abandoned':
      return 'abandoned with the run';
    case 'malformed':
      return 'no HTTP answer';
    case 'no-socket':
      return 'no room to send';
    case null:
      return 'ended';
  }
}

/** What a request's row means, in a sentence. */
export function rowSentence(row: RequestRow, moments: LaneMoments): string {
  const when = whenText(row, moments);
  switch (markOf(row)) {
    case 'in-flight':
      return `${when}; waits for its answer.`;
    case 'completed':
      return `${when}; answered.`;
    case 'server-error':
      return `${when}; answered with status ${row.status}, so not served.`;
    case 'refused':
      return `${when}; never connected, so not lost: safe to retry.`;
    case 'not-sent':
      return `${when}; the generator had no room to send it.`;
    case 'cut':
      return `${when}; connected, then cut${lostText(row)}.`;
    case 'timed-out':
      return `${when}; given up${lostText(row)}.`;
  }
}

function whenText(row: RequestRow, { terminatedAt, exitedAt }: LaneMoments): string {
  const began = row.sentAt ?? row.dueAt;
  if (terminatedAt === null) return 'Before any signal';
  if (began < terminatedAt) {
    return row.endedAt === null || row.endedAt > terminatedAt ? 'In flight at the signal' : 'Over before the signal';
  }
  if (exitedAt !== null && began > exitedAt) return `Sent ${time(began - exitedAt)} after the exit`;
  return `Sent ${time(began - terminatedAt)} after the signal`;
}

function lostText({ evidence }: RequestRow): string {
  if (evidence === 'stored') return ' although stored: a retry would duplicate it';
  return evidence === 'received' ? ' while the server handled it' : ': the server’s log never names it';
}

/** A request for a screen reader, in one go. */
export function rowSpoken(row: RequestRow, moments: LaneMoments): string {
  const facts = rowFacts(row, moments).join(', ');
  return `Request ${row.number}, ${MARK_WORDS[markOf(row)]}: ${facts}. ${rowSentence(row, moments)}`;
}
