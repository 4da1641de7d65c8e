import { setTimeout as delay } from 'node:timers/promises';
import type { LabApi } from '../support/api.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(() => requireDocker('docker'));

const REQUESTS = 8;
/** How long the handler takes, and when in the middle of it the signal is sent, in milliseconds. */
const HANDLER_TIME_MS = 1_000;
const SIGNAL_AFTER_MS = 500;

interface Served {
  knobs: Record<string, string | number>;
  served: number;
  unread: number;
  interrupted: number;
}

/** Eight simultaneous POSTs, the signal while the first of them are handled: what each way of serving them costs. */
const cases: { title: string; lanes: Record<'a' | 'b', Served> }[] = [
  {
    title: 'sync: each worker answers the one request that it has, the others wait unread and are lost',
    lanes: {
      a: { knobs: { workerClass: 'sync', workers: 1, threads: 1 }, served: 1, unread: 7, interrupted: 0 },
      b: { knobs: { workerClass: 'sync', workers: 2, threads: 1 }, served: 2, unread: 6, interrupted: 0 },
    },
  },
  {
    title: 'gthread: everything that was accepted is answered, with fewer threads than requests too',
    lanes: {
      a: { knobs: { workerClass: 'gthread', workers: 1, threads: 4 }, served: 8, unread: 0, interrupted: 0 },
      b: { knobs: { workerClass: 'gthread', workers: 1, threads: 8 }, served: 8, unread: 0, interrupted: 0 },
    },
  },
  {
    title: 'gthread with too short a graceful timeout: the second half is begun and cut in the middle',
    lanes: {
      a: {
        knobs: { workerClass: 'gthread', workers: 1, threads: 4, gracefulTimeoutSeconds: 1 },
        served: 4,
        unread: 0,
        interrupted: 4,
      },
      b: {
        knobs: { workerClass: 'gthread', workers: 1, threads: 4, gracefulTimeoutSeconds: 30 },
        served: 8,
        unread: 0,
        interrupted: 0,
      },
    },
  },
];

for (const { title, lanes } of cases) {
  test(title, async ({ api }) => {
    const run = await terminateAmongEight(api, lanes);
    for (const lane of run.lanes) {
      const { served, unread, interrupted } = lane.id === 'a' ? lanes.a : lanes.b;
      const where = `lane ${lane.id}, ${lane.container.summary}`;
      const lost = { total: unread + interrupted, unread, interrupted, unacknowledged: 0, unknown: 0 };
      expect(lane.counts, where).toMatchObject({
        due: REQUESTS,
        completed: served,
        cut: lost.total,
        refused: 0,
        timedOut: 0,
        notSent: 0,
        lost,
      });
      // The exit code is the same in every line of the table, whatever was lost.
      expect(lane.exit, where).toMatchObject({ exitCode: 0, signal: null, forced: false });
      const promise = lane.verdict?.promises.find(({ id }) => id === 'in-flight-answered');
      expect(promise?.state, `${where}: ${promise?.evidence}`).toBe(lost.total === 0 ? 'kept' : 'broken');
      const compared = run.comparison?.lanes.find(({ laneId }) => laneId === lane.id);
      expect(compared?.inFlightAtSignal, where).toEqual({ total: REQUESTS, answered: served });
    }
  });
}

async function terminateAmongEight(
  api: LabApi,
  lanes: Record<'a' | 'b', { knobs: Record<string, string | number> }>,
) {
  const termination = { kind: 'kill', signal: 'SIGTERM' };
  const { id } = await api.create({
    scenarioId: 'in-flight',
    traffic: {
      model: 'closed',
      clients: REQUESTS,
      pauseMs: 0,
      keepAlive: false,
      timeoutMs: 20_000,
      handlerTimeMs: HANDLER_TIME_MS,
      maxRequests: REQUESTS,
      maxSeconds: 30,
    },
    lanes: [
      { id: 'a', knobs: lanes.a.knobs, termination },
      { id: 'b', knobs: lanes.b.knobs, termination },
    ],
  });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  // The moment is part of the experiment: after half of a handler's time, with every request on its way.
  await Promise.all([
    delay(SIGNAL_AFTER_MS),
    api.until(id, (view) => view.lanes.every(({ counts }) => counts.inFlight === REQUESTS)),
  ]);
  expect((await api.call('POST', `/api/runs/${id}/terminate`)).status).toBe(202);
  return await api.until(id, ({ status }) => status === 'finished');
}
