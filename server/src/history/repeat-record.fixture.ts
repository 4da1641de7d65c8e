import type { RepeatRecord } from '#protocol/repeat.ts';
import { measuredTrial } from '../ledger/trial.fixture.ts';

/** A repeat for tests, with one trial. */
export const RECORD: RepeatRecord = {
  id: '0a1b2c3d',
  scenarioId: 'in-flight',
  scenarioTitle: 'In flight',
  engine: 'embedded',
  startedAt: '2026-01-02T03:04:05.000Z',
  trials: 3,
  status: 'running',
  stopReason: null,
  traffic: {
    model: 'open',
    ratePerSecond: 10,
    keepAlive: false,
    timeoutMs: 1_000,
    handlerTimeMs: 0,
    maxRequests: 9,
    maxSeconds: 9,
  },
  changes: [],
  lanes: [
    {
      id: 'a',
      label: 'docker kill',
      summary: 'node',
      termination: { kind: 'kill', signal: 'SIGKILL' },
      standInFor: null,
    },
  ],
  results: [measuredTrial(1, { a: 3 })],
};
