import type { BareConnection, EndedIdle } from './bare-connection.ts';
import { describeBare, endedIdle } from './bare-connection.ts';
import type { Message } from './messages.ts';
import type { Segment } from './packet.ts';
import type { Moment, ServerEnding } from './wire-connection.ts';
import { isBefore, WireConnection } from './wire-connection.ts';
import type { WireTimes } from './wire-times.ts';
import { timesOf } from './wire-times.ts';

/** What became of a request, by the packets alone. */
export interface Fate {
  /** What the client can have seen; more than one only where the packets cannot tell, none where nothing ended the request. */
  outcomes: readonly ('completed' | 'cut' | 'timed-out')[];
  /** The answer's status and length in bytes, where it was whole. */
  answer: { status: number; bytes: number } | null;
  /** What the client can have seen of the server's end of the connection, where that may have cut the request. */
  cutBy: readonly ServerEnding[];
  /** When what decided it passed, and how long after the request's begin. */
  decidedAt: number | null;
  afterMs: number | null;
}

/** A request of the generator that was seen on the wire. */
export interface WireRequest {
  /** Its `X-Request-Id`. */
  id: number;
  /** Whether its connection had carried another one before. */
  reused: boolean;
  times: WireTimes;
  fate: Fate;
}

/** Everything that was seen on the way to one server. */
export interface WireAccount {
  requests: WireRequest[];
  /** Connections whose SYN the server's kernel answered with a reset. */
  turnedAway: BareConnection[];
  /** Connections whose SYN nobody answered. */
  unanswered: BareConnection[];
  /** Connections that were made and never carried a byte of a request. */
  silent: BareConnection[];
  /** Connections that the server ended after it had answered all that they carried. */
  endedIdle: EndedIdle[];
}

/** A timer may ring early, and what is known of the client's clock may be off, by so much, in milliseconds. */
const CLOCK_SLACK_MS = 10;

/**
 * Tells what became of every request to one server.
 * @param segments in the order in which they passed the server's interface
 * @param patienceEnds when the client's patience with a request is over, on the packets' clock: no packet tells that
 */
export function accountFor(
  segments: readonly Segment[],
  server: string,
  patienceEnds: (id: number) => number,
): WireAccount {
  const connections = connectionsTo(server, segments);
  const bare = (test: (connection: WireConnection) => boolean) => connections.filter(test).map(describeBare);
  return {
    requests: connections.flatMap((connection) => requestsOn(connection, patienceEnds)),
    turnedAway: bare(({ acceptedAt, turnedAwayAt }) => acceptedAt === null && turnedAwayAt !== null),
    unanswered: bare(({ acceptedAt, turnedAwayAt }) => acceptedAt === null && turnedAwayAt === null),
    silent: bare(({ acceptedAt, requests }) => acceptedAt !== null && requests.length === 0),
    endedIdle: connections.flatMap((connection) => endedIdle(connection) ?? []),
  };
}

function connectionsTo(server: string, segments: readonly Segment[]): WireConnection[] {
  const all: WireConnection[] = [];
  const byClient = new Map<string, WireConnection>();
  for (const segment of segments) {
    if (segment.from !== server && segment.to !== server) continue;
    const client = segment.from === server ? segment.to : segment.from;
    const opens = segment.syn && !segment.ack && segment.to === server;
    if (opens && byClient.get(client)?.isRepeatedBy(segment) !== true) {
      const connection = new WireConnection(segment);
      byClient.set(client, connection);
      all.push(connection);
    }
    byClient.get(client)?.add(segment);
  }
  return all;
}

/** A request's number; null for one that is nobody's of the generator: a health check. */
function numberOf({ fields }: Message): number | null {
  const id = fields.get('x-request-id');
  return id === undefined ? null : Number(id);
}

function requestsOn(connection: WireConnection, patienceEnds: (id: number) => number): WireRequest[] {
  const { requests, responses } = connection;
  return requests.flatMap((request, place) => {
    const id = numberOf(request);
    if (id === null) return [];
    const isLast = place === requests.length - 1;
    const times = timesOf(connection, place);
    const fate = fateOf(connection, request, responses[place], isLast, patienceEnds(id));
    return [{ id, reused: place > 0, times, fate }];
  });
}

/**
 * What ended a request first decides it. A client whose patience is over closes its connection; as long as it has not (a busy
 * machine may hold it up), what comes from the server after that may find it gone already, or may not: then either is true.
 */
function fateOf(
  connection: WireConnection,
  request: Message,
  response: Message | undefined,
  isLast: boolean,
  patienceEndsAt: number,
): Fate {
  const { clientEnd, clientReset, serverEnd, serverEndings } = connection;
  const began = request.start === 0 ? connection.openedAt : (connection.sentAt(request.start + 1)?.at ?? Infinity);
  const fate = (end: Moment, ...outcomes: Fate['outcomes']): Fate => ({
    outcomes,
    answer: null,
    cutBy: outcomes.includes('cut') ? serverEndings : [],
    decidedAt: end.at,
    afterMs: end.at - began,
  });
  const isLate = (end: Moment) => end.at >= patienceEndsAt - CLOCK_SLACK_MS;

  const answeredAt = response?.end == null ? null : connection.answeredAt(response.end);
  if (response?.end != null && answeredAt !== null && isBefore(answeredAt, clientEnd)) {
    const answer = { status: statusOf(response), bytes: response.end - response.start };
    const isLastAndLate = isLast && isLate(answeredAt);
    // Its kernel sends a reset where a client goes without having read all that arrived.
    if (isLastAndLate && clientReset !== null) return fate(clientReset, 'timed-out');
    const mayBeUnread = isLastAndLate && clientEnd === null;
    return { ...fate(answeredAt, 'completed', ...(mayBeUnread ? (['timed-out'] as const) : [])), answer };
  }
  if (serverEnd !== null && isBefore(serverEnd, clientEnd)) {
    return isLate(serverEnd) ? fate(serverEnd, 'cut', 'timed-out') : fate(serverEnd, 'cut');
  }
  if (clientEnd !== null) return fate(clientEnd, 'timed-out');
  return { outcomes: [], answer: null, cutBy: [], decidedAt: null, afterMs: null };
}

function statusOf({ startLine }: Message): number {
  return Number(startLine.split(' ')[1]);
}
