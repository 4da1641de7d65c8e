import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

const SIGKILL = { kind: 'kill', signal: 'SIGKILL' };
const SIGTERM = { kind: 'kill', signal: 'SIGTERM' };

test('a run cannot be started or ended before it is ready, nor anything done to it when it is over', async ({
  api,
}) => {
  const { id, status } = await api.create({ scenarioId: 'article' });
  expect(status).toBe('preparing');
  const early = await api.call('POST', `/api/runs/${id}/lanes/a/terminate`, SIGKILL);
  expect([early.status, (await early.json()).error.code]).toEqual([409, 'lane-not-ready']);
  const soon = await api.call('POST', `/api/runs/${id}/start`);
  expect([soon.status, (await soon.json()).error.code]).toEqual([409, 'run-not-ready']);
  await api.until(id, (view) => view.status === 'ready');

  expect((await api.call('POST', `/api/runs/${id}/start`)).status).toBe(200);
  const again = await api.call('POST', `/api/runs/${id}/start`);
  expect([again.status, (await again.json()).error.code]).toEqual([409, 'already-started']);

  expect((await api.call('POST', `/api/runs/${id}/finish`)).status).toBe(200);
  const late = await api.call('POST', `/api/runs/${id}/terminate`);
  expect([late.status, (await late.json()).error.code]).toEqual([409, 'run-over']);
  expect((await api.call('DELETE', `/api/runs/${id}`)).status).toBe(204);
  expect((await api.call('GET', `/api/runs/${id}`)).status).toBe(404);
});

test('a lane is ended once, both lanes at once in any order, and SIGKILL may follow a signal that is not obeyed', async ({
  api,
}) => {
  const { id } = await api.create({ scenarioId: 'in-flight', traffic: { handlerTimeMs: 3_000 } });
  await api.until(id, (view) => view.status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.inFlight > 0));
  const [first, other, repeated] = await Promise.all([
    api.call('POST', `/api/runs/${id}/lanes/b/terminate`, SIGTERM),
    api.call('POST', `/api/runs/${id}/lanes/a/terminate`, SIGTERM),
    api.call('POST', `/api/runs/${id}/lanes/b/terminate`, SIGTERM),
  ]);
  expect([first.status, other.status, repeated.status]).toEqual([202, 202, 409]);
  expect((await repeated.json()).error.code).toBe('already-terminated');
  expect((await api.call('POST', `/api/runs/${id}/lanes/a/terminate`, SIGKILL)).status).toBe(202);
  const run = await api.until(id, (view) => view.status === 'finished');
  expect(run.lanes[0]?.exit).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true, endedBy: 'lab' });
  expect(run.lanes[1]?.exit).toMatchObject({ exitCode: 0, forced: false, endedBy: 'lab' });
  const after = await api.call('POST', `/api/runs/${id}/lanes/a/terminate`, SIGKILL);
  expect(after.status).toBe(409);
});

test('docker stop sends the stop signal, waits for the grace period, then SIGKILL', async ({ api }) => {
  const { id } = await api.create({ scenarioId: 'in-flight', traffic: { handlerTimeMs: 20_000, timeoutMs: 30_000 } });
  await api.until(id, (view) => view.status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.inFlight > 0));
  const stop = { kind: 'stop', gracePeriodSeconds: 1 };
  expect((await api.call('POST', `/api/runs/${id}/lanes/a/terminate`, stop)).status).toBe(202);
  expect((await api.call('POST', `/api/runs/${id}/lanes/b/terminate`, SIGKILL)).status).toBe(202);
  const run = await api.until(id, (view) => view.status === 'finished');
  expect(run.lanes[0]?.exit).toMatchObject({ exitCode: 137, forced: true });
  expect(run.lanes[0]?.exit?.durationMs).toBeGreaterThanOrEqual(1_000);
  const grace = run.lanes[0]?.verdict?.promises.find((promise) => promise.id === 'exit-within-grace');
  expect(grace?.state).toBe('broken');
});

test('a browser session cannot command another one’s run, and can watch it', async ({ api }) => {
  const cookie = (n: number) => ({ cookie: `learner=${String(n).repeat(8)}-0000-4000-8000-000000000000` });
  const created = await api.call('POST', '/api/runs', { scenarioId: 'article' }, cookie(1));
  const { id } = await created.json();
  const foreign = await api.call('POST', `/api/runs/${id}/finish`, undefined, cookie(2));
  expect([foreign.status, (await foreign.json()).error.code]).toEqual([403, 'not-yours']);
  expect((await api.call('GET', `/api/runs/${id}`, undefined, cookie(2))).status).toBe(200);
  expect((await api.call('DELETE', `/api/runs/${id}`, undefined, cookie(1))).status).toBe(204);
});
