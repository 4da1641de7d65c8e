import type { LaneRecord } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RunRecord } from '#protocol/run.ts';
import { cutAt, exit, killed, refused, row, sigkill, sigterm } from '../ledger/testing.ts';
import type { Observed } from '../runs/observed.ts';

/** For tests: a lane that was told to end at 1000 ms and has ended. */
function lane(change: Partial<LaneRecord> & Pick<LaneRecord, 'id' | 'endLabel' | 'termination'>): LaneRecord {
  const command = change.termination.kind === 'kill' && change.termination.signal === 'SIGTERM';
  return {
    label: change.endLabel,
    state: 'exited',
    container: {
      name: `lab-0a1b2c3d-${change.id}`,
      image: 'lab/comments-api',
      summary: 'gunicorn · 1 × 8 threads',
      commandLine: `docker kill ${command ? '--signal=SIGTERM ' : ''}lab-0a1b2c3d-${change.id}`,
      knobs: { threads: 8 },
      url: null,
      healthPath: '/health',
      proxied: false,
      standInFor: null,
      faults: {},
      others: [],
    },
    terminatedAtMs: 1000,
    wasSent: true,
    acceptedAtMs: 1002,
    logComplete: true,
    ...change,
  };
}

/** For tests: rows that came out in every way, in both lanes. */
export const ROWS: Record<'a' | 'b', RequestRow[]> = {
  a: [
    row(1, 500, { evidence: 'stored', receivedAt: 510, storedAt: 590 }),
    row(2, 950, { ...cutAt(1010), evidence: 'received', receivedAt: 960 }),
    row(3, 1200, refused),
  ],
  b: [
    row(1, 500, { evidence: 'stored', receivedAt: 510, storedAt: 590 }),
    row(2, 950, { evidence: 'stored', receivedAt: 960, storedAt: 1040 }),
    row(3, 1200, refused),
  ],
};

/** For tests: a run of two lanes that is over, but for what is said otherwise. */
export function observedRun(change: Partial<RunRecord> = {}, rest: Partial<Observed> = {}): Observed {
  const record: RunRecord = {
    id: '0a1b2c3d',
    scenarioId: 'in-flight',
    scenarioTitle: 'In flight',
    engine: 'docker',
    startedAt: '2026-01-02T03:04:05.678Z',
    status: 'finished',
    traffic: {
      model: 'open',
      ratePerSecond: 10,
      keepAlive: false,
      timeoutMs: 5_000,
      handlerTimeMs: 100,
      maxRequests: 100,
      maxSeconds: 30,
    },
    trafficStartedAtMs: 490,
    trafficEndedAtMs: 1400,
    lanes: [
      lane({ id: 'a', endLabel: 'docker kill', termination: sigkill, exitedAtMs: 1012, exit: killed }),
      lane({ id: 'b', endLabel: 'SIGTERM kill', termination: sigterm, exitedAtMs: 1312, exit: exit() }),
    ],
    events: [
      { seq: 1, at: 0, kind: 'run:created', laneId: null, text: 'The run was created.' },
      { seq: 2, at: 1000, kind: 'lane:terminated', laneId: 'a', text: 'docker kill lab-0a1b2c3d-a was sent.' },
    ],
    changes: [],
    limits: [],
    ...change,
  };
  return {
    record,
    name: null,
    imported: false,
    owner: null,
    lanes: [
      {
        id: 'a',
        rows: ROWS.a,
        lines: [
          { seq: 1, at: 510, writtenAt: null, stream: 'stdout', text: 'request=1 received' },
          {
            seq: 4,
            at: 960,
            writtenAt: 1_767_323_045_960,
            stream: 'stderr',
            text: '\u001b[31mrequest=2 received\u001b[0m',
          },
        ],
      },
      { id: 'b', rows: ROWS.b, lines: [] },
    ],
    ...rest,
  };
}
