import type { WireConnection } from './wire-connection.ts';

/** When the steps of a request passed the wire, in milliseconds since 1970; null for a step that never did. */
export interface WireTimes {
  /** From when on its connection was there for it: the SYN of one of its own, the end of the answer before on a kept one. */
  freeAt: number;
  /** The SYN and the server's answer to it; null on a kept connection. */
  openedAt: number | null;
  acceptedAt: number | null;
  /** The request's first byte and its last one. */
  sentAt: number;
  sentWholeAt: number | null;
  /** The answer's first byte. */
  answeredAt: number | null;
  /** What the client's program did next with the connection, once the request was over: its next request, or its FIN or RST. */
  movedOnAt: number | null;
}

/** The times of the request that is at some place on its connection, from 0. */
export function timesOf(connection: WireConnection, place: number): WireTimes {
  const { requests, responses, openedAt, acceptedAt, clientEnd } = connection;
  const [request, next] = [requests[place], requests[place + 1]];
  const [before, answer] = [responses[place - 1], responses[place]];
  const sent = (length: number | null | undefined) =>
    length == null ? null : (connection.sentAt(length)?.at ?? null);
  const answered = (length: number | null | undefined) =>
    length == null ? null : (connection.answeredAt(length)?.at ?? null);
  const isFirst = place === 0;
  return {
    freeAt: answered(before?.end) ?? openedAt,
    openedAt: isFirst ? openedAt : null,
    acceptedAt: isFirst ? acceptedAt : null,
    sentAt: sent((request?.start ?? 0) + 1) ?? Number.POSITIVE_INFINITY,
    sentWholeAt: sent(request?.end),
    answeredAt: answer === undefined ? null : answered(answer.start + 1),
    movedOnAt: next === undefined ? (clientEnd?.at ?? null) : sent(next.start + 1),
  };
}
