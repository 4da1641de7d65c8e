import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LabApi } from '../support/api.ts';
import { labLeftovers } from '../support/docker.ts';
import { requireDocker } from '../support/lab.ts';
import { LabProcess } from '../support/lab-process.ts';
import { Line } from '../support/line.ts';

test.beforeEach(() => requireDocker('docker'));

test('Docker going away in the middle of a run makes it invalid: nothing is claimed, and nothing is left when it is back', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'lab-docker-')), 'docker.sock');
  await using line = await Line.open({ path }, { path: '/var/run/docker.sock' });
  await using lab = await LabProcess.listening(['--engine', 'docker'], { DOCKER_HOST: `unix://${path}` });
  const api = new LabApi(lab.url);
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.completed > 0));
  await line.cut();
  const run = await api.until(id, ({ status }) => status === 'invalid');
  expect(run.error?.message).toMatch(/Docker/);
  expect(run.comparison).toBeUndefined();
  expect(run.lanes.map(({ verdict }) => verdict)).toEqual([undefined, undefined]);
  // Null, for scripts too: nobody knows what was lost, and a zero would be a claim.
  expect(run.lanes.map(({ counts }) => counts.lost)).toEqual([null, null]);
  // What Docker said of itself is believed for two seconds: a run that is made meanwhile becomes invalid as well.
  await expect
    .poll(async () => (await (await api.call('POST', '/api/runs', { scenarioId: 'in-flight' })).json()).error?.code)
    .toBe('engine-unavailable');

  await line.mend();
  await expect.poll(async () => (await api.call('POST', '/api/runs', { scenarioId: 'article' })).status).toBe(201);
  expect((await lab.end()).code).toBe(0);
  expect(labLeftovers(lab.pid)).toEqual([]);
});

test('Docker hanging in the middle of a run is noticed: the click is answered, the run is invalid, and the lab ends in time', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'lab-docker-')), 'docker.sock');
  await using line = await Line.open({ path }, { path: '/var/run/docker.sock' });
  await using lab = await LabProcess.listening(['--engine', 'docker'], { DOCKER_HOST: `unix://${path}` });
  const api = new LabApi(lab.url);
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.completed > 0));
  line.freeze();
  const clickedAt = performance.now();
  const answer = await api.call('POST', `/api/runs/${id}/terminate`);
  expect([answer.status, (await answer.json()).error.code]).toEqual([503, 'engine-unavailable']);
  expect(performance.now() - clickedAt).toBeLessThan(7_000);
  const run = await api.until(id, ({ status }) => status === 'invalid', 8_000);
  expect(run.error?.message).toMatch(/Docker does not answer any more/);
  expect(run.lanes.map(({ verdict }) => verdict)).toEqual([undefined, undefined]);

  const endedAt = performance.now();
  expect((await lab.end()).code).toBe(1);
  expect(performance.now() - endedAt).toBeLessThan(5_500);
  expect(lab.output).toContain('The next start');
  await using _next = await LabProcess.listening(['--engine', 'docker']);
  expect(labLeftovers(lab.pid)).toEqual([]);
});

test('a run that nobody touches becomes invalid, too, when Docker hangs', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'lab-docker-')), 'docker.sock');
  await using line = await Line.open({ path }, { path: '/var/run/docker.sock' });
  await using lab = await LabProcess.listening(['--engine', 'docker'], { DOCKER_HOST: `unix://${path}` });
  const api = new LabApi(lab.url);
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  line.freeze();
  const run = await api.until(id, ({ status }) => status === 'invalid', 15_000);
  expect(run.error?.message).toMatch(/it left 2 questions unanswered/);
  expect((await api.call('POST', `/api/runs/${id}/finish`)).status).toBe(200);
  await line.cut();
  await line.mend();
  expect((await lab.end()).code).toBe(0);
  expect(labLeftovers(lab.pid)).toEqual([]);
});

test('an image that cannot be built fails the run with the builder’s words and leaves nothing', async () => {
  await using lab = await LabProcess.listening(['--engine', 'docker'], { LAB_BASE_IMAGE: 'no-such-image:none' });
  const api = new LabApi(lab.url);
  const { id } = await api.create({ scenarioId: 'in-flight' });
  const run = await api.until(id, ({ status }) => status === 'invalid');
  expect(run.error?.code).toBe('image-build-failed');
  expect(run.error?.message).toMatch(/no-such-image/);
  expect(run.lanes.every(({ state }) => state === 'failed' || state === 'exited')).toBe(true);
  expect((await lab.end()).code).toBe(0);
  expect(labLeftovers(lab.pid)).toEqual([]);
});
