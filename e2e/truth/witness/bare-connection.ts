import type { ServerEnding, WireConnection } from './wire-connection.ts';
import { isBefore } from './wire-connection.ts';

/** A connection without a byte of a request, by its SYN, in the order of the SYNs. */
export interface BareConnection {
  openedAt: number;
  /** The server's answer to the SYN, whichever it was. */
  answeredAt: number | null;
  /** How the server ended it, once it was made. */
  endings: readonly ServerEnding[];
  endedAt: number | null;
  /** The client's own end of it. */
  leftAt: number | null;
}

/** A kept connection that the server ended between two requests. */
export interface EndedIdle {
  endings: readonly ServerEnding[];
  endedAt: number;
}

export function describeBare(connection: WireConnection): BareConnection {
  const { openedAt, acceptedAt, turnedAwayAt, serverEnd, serverEndings, clientEnd } = connection;
  return {
    openedAt,
    answeredAt: acceptedAt ?? turnedAwayAt,
    endings: serverEndings,
    endedAt: serverEnd?.at ?? null,
    leftAt: clientEnd?.at ?? null,
  };
}

/** How the server ended a connection on which nothing waited for an answer; null where it did not. */
export function endedIdle(connection: WireConnection): EndedIdle | null {
  const { requests, responses, serverEnd, serverEndings, clientEnd } = connection;
  const allAnswered = responses.length === requests.length && responses.every(({ end }) => end !== null);
  if (requests.length === 0 || !allAnswered || serverEnd === null || !isBefore(serverEnd, clientEnd)) return null;
  return { endings: serverEndings, endedAt: serverEnd.at };
}
