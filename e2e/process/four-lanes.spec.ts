import { join } from 'node:path';
import { LabApi } from '../support/api.ts';
import { violations } from '../support/axe.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import { LabProcess } from '../support/lab-process.ts';

const CONTENT = join(import.meta.dirname, 'four-lanes');
const LANES = ['A', 'B', 'C', 'D'];

test.beforeEach(() => requireDocker('docker'));

test('four lanes start and end together, stand beside each other, and are compared in one table', async ({
  page,
}) => {
  test.slow();
  await using lab = await LabProcess.listening(['--engine', 'docker', '--content', CONTENT]);
  const api = new LabApi(lab.url);
  await page.goto(`${lab.url}/lab/four-ways`);
  const lanes = LANES.map((name) => page.getByRole('region', { name: `Lane ${name}` }));
  await page.getByRole('button', { name: 'Start all' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]{8}$/);
  const id = page.url().slice(-8);
  const isBusy = (counts: { completed: number; inFlight: number }) => counts.completed > 4 && counts.inFlight > 0;
  await api.until(id, (view) => view.lanes.every(({ counts }) => isBusy(counts)), 90_000);
  await page.getByRole('button', { name: 'End all' }).click();
  const run = await api.until(id, ({ status }) => status === 'finished');
  expect(run.lanes.map(({ exit }) => exit?.exitCode)).toEqual([137, 0, 0, 0]);
  const [killed, ...graceful] = run.comparison?.lanes.map(({ promises }) => promises['in-flight-answered']) ?? [];
  expect(killed, 'SIGKILL').toBe('broken');
  expect(graceful, 'SIGTERM, docker stop and SIGINT').toEqual(['kept', 'kept', 'kept']);

  for (const [index, lane] of lanes.entries())
    await expect(lane.getByText(index === 0 ? /^Exit code 137/ : /^Exit code 0/)).toBeAttached();
  await page.getByRole('button', { name: 'Side by side' }).click();
  for (const name of LANES)
    await expect(page.getByRole('columnheader', { name: new RegExp(`^Lane ${name} `) })).toBeAttached();
  for (const [width, columns] of [
    [1920, 2],
    [1280, 2],
    [768, 1],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    const boxes = await Promise.all(lanes.map((lane) => lane.boundingBox()));
    expect(new Set(boxes.map((box) => Math.round(box?.x ?? -1))).size, `${width} wide`).toBe(columns);
    for (const box of boxes) expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
    expect(await violations(page), `${width} wide`).toEqual([]);
  }
});
