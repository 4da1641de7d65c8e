import { expect, requireDocker, test } from '../support/lab.ts';
import { expectFaultless } from '../support/looks.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('in every look axe finds nothing before a run and in the middle of one, and nothing runs over the side', async ({
  page,
}) => {
  // Twelve analyses, six of them of a page that changes all the time.
  test.slow();
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Lane B' })).toBeVisible();
  await expectFaultless(page);
  await page.getByRole('button', { name: 'Start both' }).click();
  await expect(page.getByRole('button', { name: 'End both' })).toBeEnabled({ timeout: 45_000 });
  // With what a console prints in sight, too.
  await page.getByRole('textbox', { name: 'Console of Lane A' }).fill('docker foo');
  await page.keyboard.press('Enter');
  await expect(page.getByText('docker: unknown command: docker foo', { exact: true })).toBeVisible();
  await expectFaultless(page);
  await expect(page.getByRole('button', { name: 'End both' })).toBeEnabled();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/\/lab\//);
});

test('in every look axe finds nothing after a run, nor in its tables and its replay, and nothing runs over the side', async ({
  page,
  finished,
}) => {
  test.slow();
  await page.goto(`/runs/${finished.id}`);
  const [a, b] = [page.getByRole('region', { name: 'Lane A' }), page.getByRole('region', { name: 'Lane B' })];
  await expect(a.getByText(/^Exit code 137/)).toBeAttached();
  await expect(b.getByText(/^Exit code 0/)).toBeAttached();
  await expectFaultless(page);
  await a.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('grid', { name: 'Requests of Lane A' }).getByRole('button').first().click();
  await b.getByRole('button', { name: 'Replay' }).click();
  await b.getByRole('button', { name: 'Pause' }).click();
  await expectFaultless(page);
});

test('the whole experiment can be done by keyboard alone', async ({ page }) => {
  // A page full of things to reach is a hundred presses in all, each of them waited for.
  test.slow();
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled();
  const reach = async (name: string) => {
    const button = page.getByRole('button', { name, exact: true }).first();
    for (let presses = 0; presses < 100; presses++) {
      if (await button.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${name} cannot be reached by Tab.`);
  };
  await reach('Start both');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'End both' })).toBeEnabled({ timeout: 45_000 });
  await reach('docker kill');
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Lane A' }).getByText(/^Exit code 137/)).toBeAttached();
  await reach('Reset');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/lab\//);
});
