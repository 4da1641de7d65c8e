import type { RequestRow } from '#protocol/request.ts';

/** A row for tests: answered within 100 ms, but for what a test says of it. */
export function requestRow(change: Partial<RequestRow>): RequestRow {
  const dueAt = change.dueAt ?? 0;
  return {
    number: 1,
    dueAt,
    sentAt: dueAt,
    connectedAt: dueAt,
    writtenAt: dueAt,
    firstByteAt: null,
    endedAt: dueAt + 100,
    outcome: 'completed',
    status: 201,
    sight: 'response',
    errorCode: null,
    bytesReceived: 0,
    reusedConnection: false,
    evidence: 'stored',
    receivedAt: null,
    storedAt: null,
    ...change,
  };
}
