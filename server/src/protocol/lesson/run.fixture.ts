import type { LaneView } from '../lane.ts';
import type { Comparison, RunView } from '../run.ts';

type ComparedLane = Comparison['lanes'][number];

/** For tests: a lane that got SIGTERM at 5 s, answered three in flight, lost none, and exited with 0 after 600 ms. */
export function laneView(change: Partial<LaneView> = {}): LaneView {
  return {
    id: 'a',
    label: 'SIGTERM kill',
    endLabel: 'SIGTERM kill',
    state: 'exited',
    container: {
      name: 'lab-1-a',
      image: 'lab/api',
      summary: 'a server',
      commandLine: 'docker kill --signal=SIGTERM lab-1-a',
      knobs: {},
      url: null,
      healthPath: '/healthcheck',
      proxied: false,
      standInFor: null,
      faults: {},
      others: [],
    },
    termination: { kind: 'kill', signal: 'SIGTERM' },
    terminatedAtMs: 5_000,
    wasSent: true,
    exitedAtMs: 5_600,
    exit: {
      exitCode: 0,
      signal: null,
      oomKilled: false,
      oomReported: true,
      forced: false,
      endedBy: 'lab',
      durationMs: 600,
    },
    logComplete: true,
    logLines: 40,
    counts: counts(0),
    verdict: { promises: [{ id: 'in-flight-answered', state: 'kept', evidence: 'All 3 were answered.', rows: [] }] },
    ...change,
  };
}

/** For tests: forty requests, of which some were lost while the server worked on them. */
export function counts(lost: number): LaneView['counts'] {
  return {
    due: 40,
    completed: 30 - lost,
    refused: 10,
    cut: lost,
    timedOut: 0,
    notSent: 0,
    inFlight: 0,
    serverErrors: 0,
    lost: { total: lost, unread: 0, interrupted: lost, unacknowledged: 0, unknown: 0 },
  };
}

/** For tests: a lane that docker kill ended, with three requests in flight. */
export const killedLane = (change: Partial<LaneView> = {}): LaneView =>
  laneView({
    label: 'docker kill',
    termination: { kind: 'kill', signal: 'SIGKILL' },
    exit: {
      exitCode: 137,
      signal: 'SIGKILL',
      oomKilled: false,
      oomReported: true,
      forced: true,
      endedBy: 'lab',
      durationMs: 170,
    },
    counts: counts(3),
    verdict: { promises: [{ id: 'in-flight-answered', state: 'broken', evidence: 'None of the 3.', rows: [27] }] },
    ...change,
  });

/** For tests: a run of these lanes that is over, with the comparison that follows. */
export function runView(lanes: LaneView[], change: Partial<RunView> = {}): RunView {
  return {
    id: '3f2a9c01',
    scenarioId: 'some',
    scenarioTitle: 'Some scenario',
    engine: 'docker',
    startedAt: '2026-01-01T00:00:00.000Z',
    status: 'finished',
    traffic: {
      model: 'open',
      ratePerSecond: 10,
      keepAlive: false,
      timeoutMs: 10_000,
      handlerTimeMs: 300,
      maxRequests: 100,
      maxSeconds: 60,
    },
    trafficStartedAtMs: 1_000,
    trafficEndedAtMs: 6_600,
    lanes,
    events: [{ seq: 9, at: 9_000, kind: 'run:finished', laneId: null, text: 'Finished.' }],
    limits: [],
    changes: [],
    name: null,
    imported: false,
    version: 1,
    now: 9_000,
    comparison: { final: lanes.every(({ exit }) => exit !== undefined), sentence: [], lanes: lanes.map(compared) },
    ...change,
  };
}

function compared({
  id,
  label,
  counts: { due, completed, refused, cut, timedOut, notSent, lost, serverErrors },
  exit,
  termination,
}: LaneView): ComparedLane {
  return {
    laneId: id,
    label,
    due,
    completed,
    refused,
    cut,
    timedOut,
    notSent,
    lost,
    serverErrors,
    sentAgain: null,
    inFlightAtSignal: { total: 3, answered: Math.max(0, 3 - (lost?.total ?? 0)) },
    afterSignal: { answered: 0, lost: 0, refused },
    closed: false,
    latency: { before: null, draining: null },
    exitCode: exit?.exitCode ?? null,
    exit: exit ?? null,
    sent: termination,
    durationMs: exit?.durationMs ?? null,
    promises: {},
  };
}
