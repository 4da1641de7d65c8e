import { z } from 'zod';

const outcomeSchema = z.enum(['completed', 'refused', 'cut', 'timed-out', 'not-sent']);
/** How a request that was due came out. */
export type Outcome = z.infer<typeof outcomeSchema>;

/**
 * What the generator saw on the connection when the request ended:
 * `response` a whole response; `connect-error` the connection was never made; `reset` it was torn down (RST);
 * `end-of-file` the other side closed it before a whole response; `timeout` the generator's own patience ended;
 * `abandoned` the lab gave it up: the run was finished while it still waited, or it had no connection to a container that had ended; `malformed` bytes that are no HTTP response;
 * `no-socket` the generator had no room to send it.
 */
const sightSchema = z.enum([
  'response',
  'connect-error',
  'reset',
  'end-of-file',
  'timeout',
  'abandoned',
  'malformed',
  'no-socket',
]);
export type Sight = z.infer<typeof sightSchema>;

const evidenceKindSchema = z.enum(['none', 'received', 'stored']);
/** What the server's own log says of a request. */
export type EvidenceKind = z.infer<typeof evidenceKindSchema>;

const time = z.number().nullable();

/**
 * One row of the ledger: one request that was due. All times are milliseconds on the run's clock (the server's monotonic clock
 * since the run began); null where the step never happened.
 */
export const requestRowSchema = z.strictObject({
  /** 1, 2, 3 … in the order in which the requests were due; the `X-Request-Id` that the server logs. */
  number: z.int().min(1),
  dueAt: z.number(),
  sentAt: time,
  connectedAt: time,
  writtenAt: time,
  firstByteAt: time,
  endedAt: time,
  /** Null while the request is in flight. */
  outcome: outcomeSchema.nullable(),
  status: z.int().nullable(),
  sight: sightSchema.nullable(),
  /** The operating system's code for what was seen, such as `ECONNREFUSED`: for people, never for deciding. */
  errorCode: z.string().nullable(),
  bytesReceived: z.int().min(0),
  /** Whether the connection had carried an earlier request. */
  reusedConnection: z.boolean(),
  evidence: evidenceKindSchema,
  /** When the lab read the server's log line. */
  receivedAt: time,
  storedAt: time,
});
export type RequestRow = z.infer<typeof requestRowSchema>;

/**
 * How the requests of a lane came out. `due = completed + refused + cut + timedOut + notSent`, always: a request that has not
 * ended yet is counted in `inFlight` and nowhere else.
 */
export interface Counts {
  due: number;
  completed: number;
  refused: number;
  cut: number;
  timedOut: number;
  notSent: number;
  lost: LostCounts;
  /** Sent, or due this moment, and not ended. */
  inFlight: number;
  /** Completed with a status of 500 or above: answered, but not served. */
  serverErrors: number;
}

/** Counts as they are shown: of a run that was not observed to its end nobody knows what it lost. That is null, never zero. */
export interface ShownCounts extends Omit<Counts, 'lost'> {
  lost: LostCounts | null;
}

/** Lost (cut or timed out), split by what the server's own log says. `total` is the sum of the rest. */
export interface LostCounts {
  total: number;
  /** Never reached the program: it waited in the listen backlog. */
  unread: number;
  /** Received by the program and not stored. */
  interrupted: number;
  /** Stored, and the client never heard: a retry would duplicate it. */
  unacknowledged: number;
  /** Cannot be told apart: the log is not complete yet, or a proxy answered in the server's place. */
  unknown: number;
}
