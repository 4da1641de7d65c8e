import { expect, test } from 'vitest';
import { requestRow } from './request-row.fixture.ts';
import { rowRecord } from './row-record.ts';

const told = (change: Parameters<typeof requestRow>[0], terminatedAt: number | null = 1_000) =>
  Object.fromEntries(
    rowRecord(requestRow(change), { terminatedAt }).map(({ name, value, fromSignal }) => [
      name,
      fromSignal === null ? value : `${value} ${fromSignal}`,
    ]),
  );

test('every instant of a request stands on the run’s clock and from the signal, beside what the connection saw', () => {
  const row = {
    dueAt: 959.25,
    sentAt: 960,
    connectedAt: 961.5,
    writtenAt: 962,
    firstByteAt: 1_259,
    endedAt: 1_260.04,
    receivedAt: 970,
    storedAt: 1_250,
    bytesReceived: 1_203,
  };
  expect(told(row)).toEqual({
    Due: '959.3 ms −40.8',
    Sent: '960.0 ms −40.0',
    Connected: '961.5 ms −38.5',
    Written: '962.0 ms −38.0',
    'First byte': '1,259.0 ms +259.0',
    Ended: '1,260.0 ms +260.0',
    'Log: received': '970.0 ms −30.0',
    'Log: stored': '1,250.0 ms +250.0',
    Outcome: 'completed 201',
    'Connection saw': '201',
    Connection: 'a new one',
    'Bytes received': '1,203',
  });
  expect(told(row, null)).toMatchObject({ Due: '959.3 ms', Ended: '1,260.0 ms' });
});

test('what never came is said to have never come, and what may still come is not', () => {
  const refused = { outcome: 'refused', sight: 'connect-error', errorCode: 'ECONNREFUSED', status: null } as const;
  expect(told({ ...refused, connectedAt: null, writtenAt: null, evidence: 'none' })).toMatchObject({
    Connected: 'never',
    Written: 'never',
    'Log: received': 'no line',
    'Log: stored': 'no line',
    'Connection saw': 'no connection (ECONNREFUSED)',
    Connection: 'none',
  });
  expect(told({ outcome: null, sight: null, endedAt: null, status: null })).toMatchObject({
    Ended: 'not yet',
    Outcome: 'in flight',
    'Connection saw': 'nothing yet',
  });
});
