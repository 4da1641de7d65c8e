import type { LaneView } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { TrialLane } from './trial-lane.ts';

/** For tests: a request that was answered. */
export function row(number: number, change: Partial<RequestRow> = {}): RequestRow {
  const at = number * 100;
  return {
    number,
    dueAt: at,
    sentAt: at,
    connectedAt: at,
    writtenAt: at,
    firstByteAt: at + 10,
    endedAt: at + 10,
    outcome: 'completed',
    status: 201,
    sight: 'response',
    errorCode: null,
    bytesReceived: 100,
    reusedConnection: false,
    evidence: 'stored',
    receivedAt: at + 1,
    storedAt: at + 5,
    ...change,
  };
}

/** For tests: a lane that was killed at 250 ms: one request answered, one cut, one refused. */
export function lane(change: Partial<LaneView> = {}): TrialLane {
  const view: LaneView = {
    id: 'a',
    label: 'docker kill',
    endLabel: 'docker kill',
    state: 'exited',
    container: {
      name: 'lab-1',
      image: 'an image',
      summary: 'a server',
      commandLine: 'docker kill lab-1',
      knobs: {},
      url: null,
      healthPath: '/',
      proxied: false,
      standInFor: null,
      faults: {},
      others: [],
    },
    termination: { kind: 'kill', signal: 'SIGKILL' },
    terminatedAtMs: 250,
    wasSent: true,
    acceptedAtMs: 280,
    exitedAtMs: 300,
    exit: {
      exitCode: 137,
      signal: 'SIGKILL',
      oomKilled: false,
      oomReported: true,
      forced: true,
      endedBy: 'lab',
      durationMs: 50,
    },
    logComplete: true,
    logLines: 2,
    counts: {
      due: 3,
      completed: 1,
      refused: 1,
      cut: 1,
      timedOut: 0,
      notSent: 0,
      lost: { total: 1, unread: 0, interrupted: 1, unacknowledged: 0, unknown: 0 },
      inFlight: 0,
      serverErrors: 0,
    },
    verdict: {
      promises: [{ id: 'no-sigkill', state: 'broken', evidence: 'It was the first thing sent.', rows: [] }],
    },
    ...change,
  };
  const rows = [row(1), row(2, { outcome: 'cut' }), row(3, { outcome: 'refused' })];
  return { view, rows, log: 'listening\nrequest=1 stored' };
}
