import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { RunView } from '#protocol/run.ts';
import type { LabApi } from '../support/api.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import { LOOKS } from '../support/looks.ts';
import { pt } from '../support/portuguese.ts';

/** Every view of the page, in every look: to be looked at after a change, and not kept. */
const VIEWS = join(import.meta.dirname, '../results/views');

test.beforeEach(({ engine }) => requireDocker(engine));

/** Makes a view's pictures, `1280-dark/lab.png` and so on. @param again opens once more what closes when the window changes */
async function picture(page: Page, name: string, again?: () => Promise<unknown>): Promise<void> {
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: width === 1920 ? 1080 : 900 });
    // What measures its own width draws itself anew in the next frame.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const opened = page.locator('[role=dialog], [role=menu], [role=listbox]').first();
    if (again !== undefined) {
      await again();
      await expect(opened).toBeVisible();
    }
    const folder = join(VIEWS, `${width}-${colorScheme}`);
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: again === undefined });
    if (again === undefined) continue;
    await page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
  }
}

const start = (page: Page) => page.getByRole('button', { name: /^Start (both|all)$/ }).first();
const isReady = (page: Page) => expect(start(page)).toBeEnabled({ timeout: 60_000 });
const isShown = (page: Page) =>
  expect(page.getByRole('region', { name: 'Lane A' }).getByText(/^Exit code/)).toBeAttached();

test('the lab before a run, and all that opens there', async ({ page }) => {
  test.slow();
  for (const scenario of ['in-flight', 'three-servers', 'load-balancer']) {
    await page.goto(`/lab/${scenario}`);
    await isReady(page);
    await picture(page, `lab-${scenario}`);
  }
  await page.goto('/lab/in-flight?rate=20');
  await isReady(page);
  await picture(page, 'scenarios', () => page.getByRole('combobox', { name: 'Scenario' }).click());
  for (const [name, button] of [
    ['engines', /^Engine:/],
    ['settings', /^Settings/],
    ['by-hand', 'By hand'],
    ['repeat-form', 'Repeat…'],
    ['theme', /^Theme/],
  ] as const) {
    await picture(page, name, () => page.getByRole('button', { name: button }).click());
  }
});

test('a run while it goes on, with a console that was used', async ({ page }) => {
  test.slow();
  await page.goto('/lab/in-flight');
  await isReady(page);
  await start(page).click();
  await expect(page.getByRole('button', { name: 'End both' })).toBeEnabled({ timeout: 60_000 });
  const console = page.getByRole('textbox', { name: 'Console of Lane A' });
  const output = page.getByRole('log', { name: 'Output of the console of Lane A' });
  for (const [line, answer] of [
    ['docker ps', /CONTAINER ID/],
    ['docker stats --no-stream', /CPU %/],
    ['docker foo', /docker foo/],
  ] as const) {
    await console.fill(line);
    await console.press('Enter');
    await expect(output).toContainText(answer, { timeout: 20_000 });
  }
  await picture(page, 'run-going-on');
});

test('a run that is over: lanes, table, row, replay, report, comparison', async ({ page, api, finished }) => {
  test.slow();
  await page.goto(`/runs/${finished.id}`);
  await isShown(page);
  await picture(page, 'run-over');
  await picture(page, 'report-menu', () => page.getByRole('button', { name: 'Report' }).click());
  const [a, b] = [page.getByRole('region', { name: 'Lane A' }), page.getByRole('region', { name: 'Lane B' })];
  await a.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('grid', { name: 'Requests of Lane A' }).getByRole('button').first().click();
  await b.getByRole('button', { name: 'Replay' }).click();
  await b.getByRole('button', { name: 'Pause' }).click();
  await picture(page, 'run-table-and-replay');
  await page.goto(`/compare?lanes=${finished.id}.a,${finished.id}.b`);
  await expect(page.getByRole('table').first()).toBeVisible();
  await picture(page, 'compare');
  const report = await (await api.call('GET', `/api/runs/${finished.id}/report?format=html`)).text();
  const path = test.info().outputPath('report.html');
  await writeFile(path, report);
  await page.goto(pathToFileURL(path).href);
  await expect(page.getByRole('heading').first()).toBeVisible();
  await picture(page, 'report');
});

test('the course, and every step of a lesson', async ({ page, finished }) => {
  test.slow();
  await page.goto('/learn');
  await expect(page.getByRole('link', { name: 'In flight when the signal comes' })).toBeVisible();
  await picture(page, 'course');
  await page.goto('/learn/in-flight/predict');
  await page.getByRole('textbox', { name: 'Exit code of lane A' }).fill('137');
  await page.getByRole('textbox', { name: 'Exit code of lane B' }).fill('143');
  await page.getByRole('textbox', { name: 'Requests lost by lane B' }).fill('some');
  await picture(page, 'lesson-1-predict');
  await page.getByRole('textbox', { name: 'Requests lost by lane B' }).fill('0');
  await page.getByRole('button', { name: 'Lock in my prediction' }).click();
  await picture(page, 'lesson-2-run');
  for (const [number, step] of [
    [3, 'look'],
    [4, 'explain'],
    [5, 'check'],
  ] as const) {
    await page.goto(`/learn/in-flight/${step}?run=${finished.id}`);
    await isShown(page);
    if (step === 'check') await page.getByRole('button', { name: 'Show the solution' }).click();
    await picture(page, `lesson-${number}-${step}`);
  }
  await page.goto('/learn');
  await expect(page.getByRole('link', { name: /^Go on: / })).toBeVisible();
  await picture(page, 'course-begun');
});

test('history and a repeat', async ({ page, api, finished }) => {
  test.slow();
  const repeat = await repeated(api);
  await page.goto('/history');
  await expect(page.getByText(finished.id).first()).toBeVisible();
  await picture(page, 'history');
  await page.goto(`/repeats/${repeat}`);
  await expect(page.getByRole('table').first()).toBeVisible();
  await picture(page, 'repeat');
});

test('what is not there', async ({ page }) => {
  await page.goto('/runs/00000000');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await picture(page, 'no-such-run');
  await page.goto('/lab/nonsense');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await picture(page, 'no-such-scenario');
});

test.describe('in Portuguese', () => {
  test.use({ locale: 'pt-BR' });

  test('the lab, a run, a lesson, the course and the history', async ({ page, api, finished }) => {
    test.setTimeout(400_000);
    page.setDefaultTimeout(20_000);
    const button = (english: string) => page.getByRole('button', { name: pt(english), exact: true }).first();
    await page.goto('/lab/in-flight?rate=20');
    await expect(button('Start both')).toBeEnabled({ timeout: 60_000 });
    await picture(page, 'pt-lab');
    for (const [name, opener] of [
      ['pt-settings', page.getByRole('button', { name: new RegExp(`^${pt('Settings')}`) })],
      ['pt-by-hand', button('By hand')],
      ['pt-repeat-form', button('Repeat…')],
      ['pt-theme', button('Theme and language')],
    ] as const) {
      await picture(page, name, () => opener.click());
    }
    await page.goto(`/runs/${finished.id}`);
    await expect(page.getByText(/^Código de saída 137/).first()).toBeAttached();
    await picture(page, 'pt-run-over');
    const [a, b] = ['A', 'B'].map((lane) =>
      page.getByRole('region', { name: pt('Lane {lane}', { lane }), exact: true }),
    );
    await a?.getByRole('button', { name: pt('Table'), exact: true }).click();
    await b?.getByRole('button', { name: pt('Replay'), exact: true }).click();
    await picture(page, 'pt-run-table-and-replay');
    await page.goto(`/compare?lanes=${finished.id}.a,${finished.id}.b`);
    await expect(page.getByRole('table').first()).toBeVisible();
    await picture(page, 'pt-compare');
    await page.goto('/learn');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await picture(page, 'pt-course');
    await page.goto('/learn/in-flight/predict');
    await expect(button('Lock in my prediction')).toBeVisible();
    await picture(page, 'pt-lesson-1-predict');
    await button('Skip').click();
    await picture(page, 'pt-lesson-2-run');
    for (const [number, step] of [
      [3, 'look'],
      [4, 'explain'],
      [5, 'check'],
    ] as const) {
      await page.goto(`/learn/in-flight/${step}?run=${finished.id}`);
      await expect(page.getByText(/^Código de saída 137/).first()).toBeAttached();
      await picture(page, `pt-lesson-${number}-${step}`);
    }
    await page.goto('/history');
    await expect(page.getByText(finished.id).first()).toBeVisible();
    await picture(page, 'pt-history');
    await page.goto(`/repeats/${await repeated(api)}`);
    await expect(page.getByRole('table').first()).toBeVisible();
    await picture(page, 'pt-repeat');
    const report = await api.call('GET', `/api/runs/${finished.id}/report?format=html&language=pt-BR`);
    const path = test.info().outputPath('report.html');
    await writeFile(path, await report.text());
    await page.goto(pathToFileURL(path).href);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await picture(page, 'pt-report');
  });
});

/** A repeat of two trials that is over. */
async function repeated(api: LabApi): Promise<string> {
  const response = await api.call('POST', '/api/repeats', { scenarioId: 'in-flight', trials: 2 });
  const { id }: Pick<RunView, 'id'> = await response.json();
  const status = async () => (await (await api.call('GET', `/api/repeats/${id}`)).json()).status;
  await expect.poll(status, { timeout: 90_000 }).toBe('finished');
  return id;
}
