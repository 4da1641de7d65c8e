import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LabApi } from '../support/api.ts';
import { LabProcess } from '../support/lab-process.ts';

let data = '';
test.beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'lab-e2e-history-'));
});
test.afterEach(async () => {
  await rm(data, { recursive: true, force: true });
});

const start = () => LabProcess.listening(['--engine', 'embedded', '--data', data]);

/** A run with traffic in every lane. */
async function running(api: LabApi): Promise<string> {
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed > 10));
  return id;
}

test('a run of a lab that was killed is there at the next start: interrupted, without a verdict, and whole but for its last second', async () => {
  let id = '';
  let lastSeen = 0;
  {
    const lab = await start();
    const api = new LabApi(lab.url);
    id = await running(api);
    lastSeen = (await api.run(id)).now;
    lab.signal('SIGKILL');
    await lab.ended;
  }
  await using lab = await start();
  await lab.says(/marked {2}as interrupted/);
  const api = new LabApi(lab.url);
  const view = await api.run(id);
  expect(view.status).toBe('interrupted');
  expect(view.comparison).toBeUndefined();
  expect(view.lanes.map(({ verdict }) => verdict)).toEqual([undefined, undefined]);
  expect(view.events.at(-1)?.kind).toBe('run:interrupted');
  for (const lane of ['a', 'b']) {
    const rows = await api.ledger(id, lane);
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.at(-1)?.dueAt).toBeGreaterThan(lastSeen - 1_000);
  }
  expect((await api.call('POST', `/api/runs/${id}/terminate`)).status).toBe(409);
});

test('the page shows a run whose lab was killed as it was last seen: nothing goes on, nothing can be ended, and it can be replayed', async ({
  page,
}) => {
  let id = '';
  {
    const lab = await start();
    id = await running(new LabApi(lab.url));
    lab.signal('SIGKILL');
    await lab.ended;
  }
  await using lab = await start();
  await lab.says(/marked {2}as interrupted/);
  await page.goto(`${lab.url}/runs/${id}`);
  await expect(page.getByText('This run proves nothing.')).toBeVisible();
  for (const title of ['Lane A', 'Lane B']) {
    const lane = page.getByRole('region', { name: title });
    await expect(lane.locator('.lane-state')).toHaveText('end unknown');
    await expect(lane.getByText('How it ended is unknown')).toBeVisible();
    // Eight clients at once: some request has always no answer yet.
    await expect(lane.locator('.counts')).toContainText('end unknown');
    for (const name of ['docker kill', 'SIGTERM kill', 'docker stop'])
      await expect(lane.getByRole('button', { name, exact: true })).toBeDisabled();
    await expect(lane.getByRole('button', { name: 'Replay' })).toBeEnabled();
  }
  const lane = page.getByRole('region', { name: 'Lane A' });
  await lane.getByRole('slider', { name: /^Requests of Lane A/ }).press('End');
  await expect(lane.locator('.timeline-details')).toContainText('what became of it is unknown');
  await page.keyboard.press('Escape');
  await lane.getByRole('button', { name: 'Replay' }).click();
  await lane.getByRole('slider', { name: 'Instant' }).press('Home');
  await expect(lane.locator('.timeline-details')).toContainText('0 due');
});

test('a run of an earlier lab is shown as it was, without any container, and can be named and removed for good', async () => {
  let id = '';
  let before: unknown = null;
  {
    await using lab = await start();
    const api = new LabApi(lab.url);
    id = await running(api);
    await api.call('POST', `/api/runs/${id}/terminate`);
    const { comparison, lanes, events } = await api.until(id, ({ status }) => status === 'finished');
    before = { comparison, events, counts: lanes.map(({ counts }) => counts), rows: await api.ledger(id, 'b') };
    expect((await lab.end()).code).toBe(0);
  }
  await using lab = await start();
  const api = new LabApi(lab.url);
  const { comparison, lanes, events } = await api.run(id);
  const after = { comparison, events, counts: lanes.map(({ counts }) => counts), rows: await api.ledger(id, 'b') };
  expect(after).toEqual(before);
  expect((await api.call('POST', `/api/runs/${id}/start`)).status).toBe(409);

  const renamed = await api.call('PATCH', `/api/runs/${id}`, { name: '  the first ' });
  expect(await renamed.json()).toMatchObject({ name: 'the first' });
  expect((await api.call('PATCH', `/api/runs/${id}`, { name: 'x'.repeat(81) })).status).toBe(400);
  const side = await api.call('GET', `/api/comparison?lanes=${id}.a,${id}.b`);
  expect(await side.json()).toMatchObject({ final: true, lanes: [{ laneId: 'a' }, { laneId: 'b' }] });
  expect((await api.call('GET', `/api/comparison?lanes=${id}.a`)).status).toBe(400);
  expect((await api.call('DELETE', `/api/runs/${id}`)).status).toBe(204);
  expect((await api.call('GET', `/api/runs/${id}`)).status).toBe(404);
  expect(await (await api.call('GET', '/api/history')).json()).toMatchObject({ runs: [], total: 0 });
});
