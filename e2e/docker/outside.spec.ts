import { docker } from '../support/docker.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(() => requireDocker('docker'));

test('a container that somebody kills from their own terminal ends its lane', async ({ api }) => {
  const { id } = await api.create({ scenarioId: 'in-flight' });
  const ready = await api.until(id, (view) => view.status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.completed > 0));
  docker('kill', ready.lanes[0]?.container.name ?? '');
  docker('kill', '--signal', 'SIGTERM', ready.lanes[1]?.container.name ?? '');
  const run = await api.until(id, (view) => view.status === 'finished');
  expect(run.lanes[0]?.exit).toMatchObject({ exitCode: 137, endedBy: 'outside', forced: true });
  expect(run.lanes[1]?.exit).toMatchObject({ exitCode: 0, endedBy: 'outside', forced: false });
  expect(run.lanes[0]?.terminatedAtMs).toBeGreaterThan(0);
});

test('a container that somebody removes ends its lane', async ({ api }) => {
  const { id } = await api.create({ scenarioId: 'in-flight' });
  const ready = await api.until(id, (view) => view.status === 'ready');
  docker('rm', '--force', ready.lanes[0]?.container.name ?? '');
  const run = await api.until(id, ({ lanes }) => lanes[0]?.state === 'exited');
  expect(run.lanes[0]?.exit?.endedBy).toBe('outside');
  expect((await api.call('DELETE', `/api/runs/${id}`)).status).toBe(204);
});
