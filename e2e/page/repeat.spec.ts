import { axe } from '../support/axe.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('a repeat of two trials is begun on the lab page and ends with two marks in every lane', async ({ page }) => {
  test.setTimeout(150_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/lab/in-flight');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const trials = page.getByRole('spinbutton', { name: 'Trials' });
  await expect(trials).toHaveValue('10');
  await trials.fill('1');
  await expect(page.getByText('2 to 50, please')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Repeat', exact: true })).toBeDisabled();
  await trials.fill('2');
  await page.getByRole('button', { name: 'Repeat 2 times' }).click();
  await expect(page).toHaveURL(/\/repeats\/[0-9a-f]{8}$/);
  const progress = page.getByRole('progressbar', { name: 'Trials that are over' });
  await expect(progress).toHaveAttribute('aria-valuenow', '2', { timeout: 120_000 });
  await expect(page.getByText('All 2 trials are over.')).toBeVisible();

  const spread = page.getByRole('region', { name: 'Spread' });
  await expect(spread).toContainText(/In 2 trials docker kill lost .+; SIGTERM kill lost /);
  const a = spread.getByRole('group', { name: 'What docker kill lost, a mark a trial' });
  const b = spread.getByRole('group', { name: 'What SIGTERM kill lost, a mark a trial' });
  for (const lane of [a, b]) await expect(lane.getByRole('link')).toHaveCount(2);
  const rows = page.getByRole('region', { name: 'Trials' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  expect(await marksOf(a)).toEqual(await countsOf(rows, 1));
  expect(await marksOf(b)).toEqual(await countsOf(rows, 4));

  const { violations } = await axe(page).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  // By keyboard: from one mark to the next, and into its run.
  await a.getByRole('link').first().focus();
  await page.keyboard.press('End');
  await expect(spread.getByText(/^Trial \d: the signal came/)).toBeVisible();
  const focused = await a.getByRole('link').last().getAttribute('href');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${focused}$`));
  await expect(page.getByRole('region', { name: 'Lane A' }).getByText(/^Exit code 137/)).toBeAttached();
});

test('a repeat can be stopped, says so after a reload, and the trial that was cut short is not counted', async ({
  page,
  api,
}) => {
  const created = await api.call('POST', '/api/repeats', { scenarioId: 'in-flight', trials: 20 });
  const { id } = await created.json();
  await page.goto(`/repeats/${id}`);
  await expect(page.getByText(/^Trial 1 of 20: requests are sent/)).toBeVisible({ timeout: 45_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('It was stopped by hand.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await page.reload();
  await expect(page.getByText('No trial was measured: nothing is known of what is lost.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Trials' })).toContainText('Stopped, not counted.');

  // It can be found again from the scenario.
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const earlier = page.getByRole('list', { name: 'Repeats so far' });
  await expect(earlier).toContainText('stopped after 0 of 20 trials');
  await earlier.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/repeats/${id}$`));
});

test('an address without a repeat says what to do', async ({ page }) => {
  await page.goto('/repeats/00000000');
  await expect(page.getByRole('alert')).toContainText('There is no repeat 00000000');
});

type Lane = ReturnType<import('@playwright/test').Page['getByRole']>;

/** What the marks of a lane say was lost, by trial. */
async function marksOf(lane: Lane): Promise<number[]> {
  const names = await lane
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')));
  const told = names.map(
    (name) =>
      /^Trial (\d+) lost (\d+)/
        .exec(name ?? '')
        ?.slice(1)
        .map(Number) ?? [],
  );
  return told.sort(([one = 0], [other = 0]) => one - other).map(([, lost = Number.NaN]) => lost);
}

/** What the table's column says, below its two heads. */
async function countsOf(rows: Lane, column: number): Promise<number[]> {
  const lost: number[] = [];
  for (const row of (await rows.all()).slice(2))
    lost.push(Number(await row.getByRole('cell').nth(column).textContent()));
  return lost;
}
