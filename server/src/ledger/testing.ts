import type { Exit } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { Termination } from '#protocol/termination.ts';
import type { ComparedLane } from './compared-lane.ts';
import { Ledger } from './ledger.ts';
import type { LaneFacts } from './verdict.ts';
import { judge } from './verdict.ts';

/** For tests: a row that was sent 1 ms after it was due and answered 100 ms later, but for what is said otherwise. */
export function row(number: number, dueAt: number, change: Partial<RequestRow> = {}): RequestRow {
  const facts: RequestRow = {
    number,
    dueAt,
    sentAt: dueAt,
    connectedAt: dueAt + 1,
    writtenAt: dueAt + 1,
    firstByteAt: dueAt + 100,
    endedAt: dueAt + 100,
    outcome: 'completed',
    status: 201,
    sight: 'response',
    errorCode: null,
    bytesReceived: 120,
    reusedConnection: false,
    evidence: 'none',
    receivedAt: null,
    storedAt: null,
  };
  return { ...facts, ...change };
}

const unanswered = { firstByteAt: null, status: null, bytesReceived: 0 };

/** For tests: changes of a row, by how it came out. */
export const cutAt = (endedAt: number): Partial<RequestRow> => ({
  ...unanswered,
  endedAt,
  outcome: 'cut',
  sight: 'reset',
  errorCode: 'ECONNRESET',
});
export const timedOutAt = (endedAt: number): Partial<RequestRow> => ({
  ...unanswered,
  endedAt,
  outcome: 'timed-out',
  sight: 'timeout',
});
export const abandonedAt = (endedAt: number): Partial<RequestRow> => ({
  ...unanswered,
  endedAt,
  outcome: 'timed-out',
  sight: 'abandoned',
});
export const open: Partial<RequestRow> = { ...unanswered, endedAt: null, outcome: null, sight: null };
export const refused: Partial<RequestRow> = {
  ...unanswered,
  connectedAt: null,
  writtenAt: null,
  outcome: 'refused',
  sight: 'connect-error',
  errorCode: 'ECONNREFUSED',
};
export const notSent: Partial<RequestRow> = { ...refused, sentAt: null, outcome: 'not-sent', sight: 'no-socket' };

/** For tests: an exit with code 0 after 312 ms, but for what is said otherwise. */
export function exit(change: Partial<Exit> = {}): Exit {
  return {
    exitCode: 0,
    signal: null,
    oomKilled: false,
    oomReported: true,
    forced: false,
    endedBy: 'lab',
    durationMs: 312,
    ...change,
  };
}

export const killed = exit({ exitCode: 137, signal: 'SIGKILL', forced: true, durationMs: 12 });
export const sigkill: Termination = { kind: 'kill', signal: 'SIGKILL' };
export const sigterm: Termination = { kind: 'kill', signal: 'SIGTERM' };

/** For tests: a lane that was sent SIGTERM at 1000 ms, ended and left a whole log, but for what is said otherwise. */
export function facts(rows: RequestRow[], change: Partial<LaneFacts> = {}): LaneFacts {
  return {
    rows,
    terminatedAt: 1000,
    acceptedAt: 1002,
    termination: sigterm,
    followedAt: null,
    exit: exit(),
    exitedAt: 1312,
    removed: false,
    survival: null,
    logComplete: true,
    proxied: false,
    balanced: false,
    ...change,
  };
}

/** For tests: the same as a lane of a comparison, counted and judged by the real ledger. */
export function lane(
  laneId: ComparedLane['laneId'],
  label: string,
  rows: RequestRow[],
  change: Partial<LaneFacts> = {},
): ComparedLane {
  const laneFacts = facts(rows, change);
  const ledger = new Ledger();
  for (const { evidence, receivedAt, storedAt, ...known } of rows) {
    ledger.record(known);
    if (receivedAt !== null || evidence === 'received') ledger.witness({ number: known.number, step: 'received' }, 0);
    if (storedAt !== null || evidence === 'stored') ledger.witness({ number: known.number, step: 'stored' }, 0);
  }
  return { laneId, label, facts: laneFacts, counts: ledger.counts(laneFacts), verdict: judge(laneFacts) };
}
