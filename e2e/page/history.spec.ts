import { violations } from '../support/axe.ts';
import { finishedRun } from '../support/finished-run.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('runs are listed, named, put side by side, shown again and removed', async ({ page, api }) => {
  // Of its own: they are named, and one is removed.
  const [{ id: first }, { id: second }] = await Promise.all([finishedRun(api), finishedRun(api)]);
  await page.goto('/');
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page).toHaveURL(/\/history$/);
  const run = (id: string) => page.getByRole('listitem', { name: `Run ${id}` });
  await expect(run(first)).toContainText('docker kill');
  await expect(run(first)).toContainText('exit 137');
  await expect(page.getByRole('region', { name: 'History' })).toContainText('The newest 500 without a name are kept');
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    expect(await violations(page)).toEqual([]);
  }

  await run(first)
    .getByRole('button', { name: /Name the run/ })
    .click();
  await page.getByRole('textbox', { name: /Name of the run/ }).fill('The first try');
  await page.keyboard.press('Enter');
  await expect(run(first).getByRole('link', { name: 'The first try' })).toBeVisible();
  await page.reload();
  await expect(run(first).getByRole('link', { name: 'The first try' })).toBeVisible();

  await expect(page.getByRole('button', { name: 'Compare' })).toBeDisabled();
  await run(first)
    .getByRole('checkbox', { name: /Lane B/ })
    .check();
  await run(second)
    .getByRole('checkbox', { name: /Lane B/ })
    .check();
  await page.getByRole('link', { name: 'Compare 2 lanes' }).click();
  await expect(page.getByRole('table')).toContainText('The first try');
  expect(await violations(page)).toEqual([]);

  await page.goto(`/runs/${first}`);
  await expect(page.getByText('The first try')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Lane A' }).getByText(/^Exit code 137/)).toBeAttached();
  await expect(page.getByRole('log', { name: 'Log of Lane B as text' })).toContainText('request=1 received');

  await page.goto('/history');
  await run(second)
    .getByRole('button', { name: /Remove the run/ })
    .click();
  await expect(run(second)).toHaveCount(0);
  expect((await api.call('GET', `/api/runs/${second}`)).status).toBe(404);
});
