import type { Page } from '@playwright/test';
import { violations } from '../support/axe.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

const edge = (page: Page, name: string) => page.getByRole('separator', { name });
const width = async (page: Page) =>
  Math.round((await page.getByRole('region', { name: 'Guide' }).boundingBox())?.width ?? 0);
const logHeight = (page: Page) =>
  page
    .locator('.lane > .terminal')
    .evaluateAll((logs) => logs.map((log) => Math.round(log.getBoundingClientRect().height)));

test('guide and logs are made larger by keyboard and pointer, stay so over a reload, and go back', async ({
  page,
}) => {
  await page.goto('/lab/in-flight');
  await expect(page.getByRole('region', { name: 'Lane B' })).toBeVisible();
  const written = await width(page);
  await edge(page, 'Width of the guide').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => width(page)).toBe(written + 32);
  await expect(edge(page, 'Width of the guide')).toHaveAttribute('aria-valuenow', String(written + 32));

  const [low] = await logHeight(page);
  const line = await edge(page, 'Height of the logs').boundingBox();
  if (line === null || low === undefined) throw new Error('The logs have no edge.');
  await page.mouse.move(line.x + 40, line.y + line.height / 2);
  await page.mouse.down();
  await page.mouse.move(line.x + 40, line.y + line.height / 2 + 150, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => logHeight(page)).toEqual([low + 150, low + 150]);
  expect(await violations(page)).toEqual([]);

  await page.reload();
  await expect(page.getByRole('region', { name: 'Lane B' })).toBeVisible();
  expect(await width(page)).toBe(written + 32);
  expect(await logHeight(page)).toEqual([low + 150, low + 150]);
  await edge(page, 'Width of the guide').focus();
  await page.keyboard.press('Enter');
  await edge(page, 'Height of the logs').dblclick({ position: { x: 40, y: 6 } });
  await expect.poll(() => width(page)).toBe(written);
  await expect.poll(() => logHeight(page)).toEqual([low, low]);
});

test('the last line of a log stays whole when the page gets narrower and wider', async ({ page }) => {
  await page.goto('/');
  const a = page.getByRole('region', { name: 'Lane A' });
  await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled();
  const log = page.getByRole('log', { name: 'Log of Lane A as text' });
  // Nothing is sent yet: after its health check the server says nothing more.
  await expect(log).toContainText('Closing connection.');
  await expect(a.getByText('ready', { exact: true })).toBeVisible();
  const last = ((await log.textContent()) ?? '').trimEnd().slice(-60).replaceAll(/\s/g, '');
  const drawn = async () => ((await a.locator('.xterm-rows').textContent()) ?? '').replaceAll(/\s/g, '');
  const times = async () => (await drawn()).split(last).length - 1;
  const columns = () => a.locator('.xterm-screen').evaluate((screen) => screen.clientWidth);
  await expect.poll(times).toBe(1);
  for (const width of [1160, 1440, 1280]) {
    const before = await columns();
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(columns).not.toBe(before);
    await expect.poll(times, `${width} wide`).toBe(1);
  }
});
