import { expect, test } from '@playwright/test';
import { LabApi } from '../support/api.ts';
import { requireDocker } from '../support/lab.ts';
import { LabProcess } from '../support/lab-process.ts';
import { LogWitness } from '../support/log-witness.ts';

test.beforeEach(() => requireDocker('docker'));

/** The server drains for about so long after the signal, in milliseconds: that is when requests come too late. */
const HANDLER_TIME_MS = 1_500;

test('through a published port a late request shows as cut, and is called neither lost for certain nor refused', async ({
  page,
}) => {
  await using lab = await LabProcess.listening(['--engine', 'docker'], { LAB_FORCE_PUBLISHED_PORT: '1' });
  const api = new LabApi(lab.url);
  const lane = { knobs: { workerClass: 'gthread', threads: 32 }, termination: { kind: 'kill', signal: 'SIGTERM' } };
  const { id } = await api.create({
    scenarioId: 'in-flight',
    traffic: {
      model: 'open',
      ratePerSecond: 10,
      keepAlive: false,
      timeoutMs: 20_000,
      handlerTimeMs: HANDLER_TIME_MS,
      maxRequests: 300,
      maxSeconds: 30,
    },
    lanes: [
      { id: 'a', ...lane },
      { id: 'b', ...lane },
    ],
  });
  const ready = await api.until(id, ({ status }) => status === 'ready');
  const witnesses = ready.lanes.map(({ container }) => LogWitness.follow(container.name));
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed > 0));
  expect((await api.call('POST', `/api/runs/${id}/terminate`)).status).toBe(202);
  const run = await api.until(id, ({ status }) => status === 'finished');

  for (const [place, { id: laneId, container, exit, counts, verdict, terminatedAtMs = 0 }] of run.lanes.entries()) {
    expect(container.proxied).toBe(true);
    expect(exit).toMatchObject({ exitCode: 0, forced: false });
    const rows = await api.ledger(id, laneId);
    const received = new Set((await witnesses[place]?.seen())?.received);
    const late = rows.filter(({ outcome, evidence }) => outcome === 'cut' && evidence === 'none');
    expect(late.length, 'some came while it drained').toBeGreaterThan(0);
    for (const row of late) {
      expect(received.has(row.number), `the container's log has nothing of request ${row.number}`).toBe(false);
      expect(row.connectedAt, 'the proxy took it').not.toBeNull();
      expect(row.sentAt ?? 0).toBeGreaterThan(terminatedAtMs - HANDLER_TIME_MS);
    }
    expect(counts.lost, 'what cannot be told apart').toMatchObject({ unread: 0, unknown: late.length });
    // Refused are only those that came when the proxy itself was gone.
    const refused = rows.filter(({ outcome }) => outcome === 'refused');
    expect(refused.every(({ connectedAt, errorCode }) => connectedAt === null && errorCode !== null)).toBe(true);
    expect(counts.refused).toBe(refused.length);
    const promise = verdict?.promises.find((candidate) => candidate.id === 'no-connection-cut');
    expect(promise?.state, promise?.evidence).toBe('unknown');
  }

  await page.goto(`${lab.url}/runs/${id}`);
  for (const name of ['Lane A', 'Lane B']) {
    await expect(page.getByRole('region', { name })).toContainText('Reached through the published port');
  }
});
