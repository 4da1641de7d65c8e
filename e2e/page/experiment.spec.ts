import type { Locator, Page } from '@playwright/test';
import { SECOND_LOOPBACK } from '../support/browser.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import { Line } from '../support/line.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

const lane = (page: Page, name: 'A' | 'B') => page.getByRole('region', { name: `Lane ${name}` });

/** The number beside a word of a lane's counts; NaN while the page shows none. */
async function count(region: Locator, word: string): Promise<number> {
  const term = region.getByRole('term').filter({ hasText: new RegExp(`^${word}`) });
  const text = await term.locator('xpath=following-sibling::dd[1]').textContent();
  return Number.parseInt((text ?? '').replaceAll(',', ''), 10);
}

/** All counts of a lane at one moment, by their words. */
async function countsOf(region: Locator): Promise<Record<string, number>> {
  const shown = await region
    .locator('.counts > div')
    .evaluateAll((each) => each.map((one) => ['dt', 'dd'].map((part) => one.querySelector(part)?.textContent ?? '')));
  return Object.fromEntries(
    shown.map(([word = '', figure = '']) => [word.trim(), Number(figure.replaceAll(',', ''))]),
  );
}

/** A lane's log as the page gives it to screen readers. */
const log = (page: Page, name: 'A' | 'B') => page.getByRole('log', { name: `Log of Lane ${name} as text` });

/** Every request that was due came out in one way: at every moment of a run, too. */
async function expectWhole(region: Locator): Promise<void> {
  const counts = await countsOf(region);
  // Timed out is a part of lost, and server errors one of completed.
  const parts = ['completed', 'lost', 'refused', 'not sent'].map((word) => counts[word] ?? 0);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(counts.due);
}

async function startBoth(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start both' }).click();
  for (const name of ['A', 'B'] as const) {
    await expect.poll(() => count(lane(page, name), 'completed'), { timeout: 45_000 }).toBeGreaterThan(5);
    await expectWhole(lane(page, name));
  }
}

async function ended(page: Page): Promise<void> {
  for (const name of ['A', 'B'] as const) await expect(lane(page, name).getByText(/^Exit code \d+/)).toBeAttached();
  await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled();
}

test('the default scenario: SIGKILL cuts what is in flight, SIGTERM answers all of that, and the page says what it lost', async ({
  page,
  engine,
}) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'In flight when the signal comes' })).toBeVisible();
  await startBoth(page);
  await page.getByRole('button', { name: 'End both' }).click();
  await ended(page);

  const [a, b] = [lane(page, 'A'), lane(page, 'B')];
  await expect(a.getByText('137 = 128 + 9 (SIGKILL)').first()).toBeVisible();
  await expect(a.getByText(/docker kill lab-[0-9a-f]{8}-a/).first()).toBeVisible();
  await expect(b.getByText(/docker kill --signal=SIGTERM lab-[0-9a-f]{8}-b/).first()).toBeVisible();
  const memory = engine === 'docker' ? /OOMKilled = false/ : /embedded engine cannot tell/i;
  await expect(a.getByText(memory).first()).toBeVisible();
  await expect(b.getByText(/Exit 0 says how it ended, not what it lost/)).toBeVisible();

  expect(await count(a, 'lost')).toBeGreaterThan(0);
  await expect(a.getByText(/^broken: In flight was answered/)).toBeAttached();
  await expect(b.getByText(/^kept: In flight was answered/)).toBeAttached();
  for (const region of [a, b]) await expectWhole(region);

  await expect(log(page, 'B')).toContainText('Handling signal: term');
  await expect(log(page, 'B')).toContainText('Shutting down: Master');
  await expect(log(page, 'A')).not.toContainText('Handling signal: term');
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('docker kill');
});

test('the article: its exit lines stand in one log and not in the other', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('combobox', { name: 'Scenario' }).click();
  await page.getByRole('option', { name: /The article/ }).click();
  await expect(page).toHaveURL(/\/lab\/article$/);
  await startBoth(page);
  await lane(page, 'A').getByRole('button', { name: 'docker kill', exact: true }).click();
  await lane(page, 'B').getByRole('button', { name: 'SIGTERM kill' }).click();
  await ended(page);
  await expect(lane(page, 'A').getByText(/^Exit code 137/)).toBeAttached();
  await expect(lane(page, 'B').getByText(/^Exit code 0/)).toBeAttached();
  for (const line of ['Handling signal: term', 'Worker exiting (pid:', 'Shutting down: Master']) {
    await expect(log(page, 'B')).toContainText(line);
    await expect(log(page, 'A')).not.toContainText(line);
  }
});

test('docker stop with a grace period that is too short ends in SIGKILL, and the page says so', async ({
  page,
  api,
}) => {
  const { id } = await api.create({ scenarioId: 'in-flight', traffic: { handlerTimeMs: 20_000, timeoutMs: 30_000 } });
  await page.goto(`/runs/${id}`);
  await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled({ timeout: 45_000 });
  await page.getByRole('button', { name: 'Start both' }).click();
  const b = lane(page, 'B');
  await expect.poll(() => count(b, 'in flight')).toBeGreaterThan(0);
  await b.getByRole('spinbutton', { name: /Grace period/ }).fill('1');
  await b.getByRole('button', { name: 'docker stop' }).click();
  await expect(b.getByText(/docker stop -t 1 lab-/).first()).toBeVisible();
  await expect(b.getByText(/^Exit code 137/)).toBeAttached();
  await expect(b.getByText(/^broken: Exit within the grace period/)).toBeAttached();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/\/lab\/in-flight$/);
  await api.until(id, ({ status }) => status === 'finished');
});

test('a reload and a lost connection come back to the same run, with every line once', async ({ page, lab }) => {
  const port = Number(new URL(lab.url).port);
  await using line = await Line.open({ host: SECOND_LOOPBACK, port }, { host: '127.0.0.1', port });
  await page.goto(`http://localhost:${port}/`);
  await startBoth(page);
  const address = page.url();
  await page.reload();
  await expect(page).toHaveURL(address);
  await expect.poll(() => count(lane(page, 'B'), 'completed')).toBeGreaterThan(5);

  await line.cut();
  await expect(page.getByText('Connection lost')).toBeVisible();
  await expect(page.getByRole('button', { name: 'End both' })).toBeDisabled();
  await line.mend();
  await expect(page.getByText('Connection lost')).toBeHidden();
  await page.getByRole('button', { name: 'End both' }).click();
  await ended(page);
  const received = ((await log(page, 'B').textContent()) ?? '').matchAll(/request=(\d+) received/g);
  const numbers = [...received].map((match) => Number(match[1]));
  // In the order of their numbers: two of the server's threads may write their lines the other way round.
  expect(numbers.sort((one, other) => one - other)).toEqual(numbers.map((_, index) => index + 1));
  expect(numbers).not.toEqual([]);
});

test('a row of the ledger can be reached by keyboard and says what happened to the request', async ({
  page,
  finished,
}) => {
  await page.goto(`/runs/${finished.id}`);
  const timeline = lane(page, 'A').getByRole('slider', { name: 'Requests of Lane A over time' });
  await expect(timeline).toHaveAttribute('aria-valuemax', `${finished.lanes[0]?.counts.due}`);
  await timeline.focus();
  await page.keyboard.press('End');
  await expect(timeline).toHaveAttribute('aria-valuetext', /refused/i);
  await page.keyboard.press('Home');
  await expect(timeline).toHaveAttribute('aria-valuetext', /1.*completed/i);
  await lane(page, 'A').getByRole('button', { name: 'Table' }).click();
  await expect(lane(page, 'A').getByRole('grid', { name: 'Requests of Lane A' })).toContainText('completed');
});
