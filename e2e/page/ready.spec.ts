import type { RunView } from '#protocol/run.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('containers are ready before the start, change with the scenario, and go with the page', async ({
  page,
  api,
}) => {
  const waiting = async () => {
    const runs: RunView[] = await (await api.call('GET', '/api/runs')).json();
    return runs
      .filter(({ status }) => status === 'preparing' || status === 'ready')
      .map(({ scenarioId }) => scenarioId);
  };
  await expect.poll(waiting).toEqual([]);
  await page.goto('/lab/article');
  await expect(page.getByRole('region', { name: 'Lane B' }).getByText('ready', { exact: true })).toBeVisible({
    timeout: 45_000,
  });
  expect(await waiting()).toEqual(['article']);
  await expect(page.getByRole('button', { name: 'Reset' })).toBeDisabled();

  await page.getByRole('combobox', { name: 'Scenario' }).click();
  await page.getByRole('option', { name: /In flight/ }).click();
  await expect.poll(waiting).toEqual(['in-flight']);

  // A reload is no end: the page comes back to containers, and only one pair of them stays.
  await page.reload();
  await expect.poll(waiting).toEqual(['in-flight']);
  await page.getByRole('button', { name: 'Start both' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]{8}$/);
  const started = page.url().split('/').at(-1) ?? '';
  await api.until(started, ({ status }) => status === 'running');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/\/lab\/in-flight$/);
  await api.until(started, ({ status }) => status === 'finished');
  await page.goto('about:blank');
  await expect.poll(waiting).toEqual([]);
});
