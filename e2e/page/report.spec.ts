import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

/** How many different colours a picture has: one that was not drawn has one. */
function coloursOf(page: Page, name: string): Promise<number> {
  return page.getByRole('slider', { name }).evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
    const colours = new Set<string>();
    for (let at = 0; at < pixels.length; at += 4) colours.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
    return colours.size;
  });
}

test('the menu saves a run in every format, by keyboard, once there is something to report', async ({
  page,
  api,
}) => {
  await page.goto('/');
  const report = page.getByRole('button', { name: 'Report' });
  await expect(report).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Start both' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]{8}$/);
  const id = page.url().split('/').at(-1) ?? '';
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed > 0));
  await expect(report).not.toHaveAttribute('aria-disabled');

  await report.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem')).toHaveText([/^HTML/, /^Markdown/, /^CSV/, /^JSON/]);
  expect((await axe(page).include('[role=menu]').analyze()).violations).toEqual([]);
  const saving = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await saving).suggestedFilename()).toBe(`graceful-shutdown-in-flight-${id}.html`);
  await expect(menu).toBeHidden();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the HTML report opens from disk without a lab and draws every request (${colorScheme})`, async ({
    api,
    browser,
    finished: run,
  }, testInfo) => {
    const file = testInfo.outputPath('report.html');
    await writeFile(file, await (await api.call('GET', `/api/runs/${run.id}/report?format=html`)).text());

    await using context = await browser.newContext({ colorScheme, offline: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    const sentence = run.comparison?.sentence.map(({ text }) => text).join('') ?? 'none';
    await expect(page.getByRole('main')).toContainText(sentence);
    for (const { id: lane, container } of run.lanes) {
      const name = `Lane ${lane.toUpperCase()}`;
      const region = page.getByRole('region', { name, exact: true });
      await expect(region.getByText(container.commandLine, { exact: true })).toBeVisible();
      await expect.poll(() => coloursOf(page, `Requests of ${name} over time`)).toBeGreaterThan(3);
    }
    const picture = page.getByRole('slider', { name: 'Requests of Lane A over time' });
    await picture.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(picture).toHaveAttribute('aria-valuenow', '2');
    const log = page.getByRole('region', { name: 'Log of Lane A' });
    await expect(log.locator('.marked').first()).toHaveText(/request=2 /);
    // A line of the log is like any other: one of each colour is checked, not hundreds.
    const analysis = axe(page).exclude('.report-log div:not(.of-lab):not(.marked):nth-child(n+10)');
    expect((await analysis.analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
  });
}
