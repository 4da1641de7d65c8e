import type { Page } from '@playwright/test';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('everything about a container can be typed, by keyboard alone, and the page follows', async ({ page, api }) => {
  await page.goto('/');
  const region = page.getByRole('region', { name: 'Lane A' });
  const field = region.getByRole('textbox', { name: 'Console of Lane A' });
  const output = region.getByRole('log', { name: 'Output of the console of Lane A' });
  await expect(field).toBeEnabled({ timeout: 45_000 });
  const name = /lab-[0-9a-f]{8}-a/.exec(
    (await region
      .getByText(/docker kill lab-/)
      .first()
      .textContent()) ?? '',
  )?.[0];
  if (name === undefined) throw new Error('the lane does not name its container');
  const type = async (line: string) => {
    // At once: a key for each letter would take most of this test's time.
    await page.keyboard.insertText(line);
    await page.keyboard.press('Enter');
  };
  await field.focus();

  await type('help');
  await expect(output).toContainText('docker inspect');
  await type('docker ps');
  await expect(output).toContainText(/STATUS.*\n?.*Up .* seconds?/);
  await expect(output).toContainText(name);
  await type('docker foo');
  await expect(output).toContainText('docker: unknown command: docker foo');
  await type('curl -s /healthcheck');
  await expect(output).toContainText('{"pong":true}');

  await page.keyboard.press('Control+l');
  await expect(output).toBeHidden();
  await page.keyboard.type('docker insp');
  await page.keyboard.press('Tab');
  await type(`-f '{{.State.Status}} {{.HostConfig.Memory}}' ${name}`);
  await expect(output).toContainText('running 268435456');

  await page.keyboard.type('docker k');
  await page.keyboard.press('Tab');
  await page.keyboard.type('-s TE');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(name.slice(0, -2));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(output).toContainText(`${name}  ${name.slice(0, -1)}b`);
  await page.keyboard.type('a');
  await expect(field).toHaveValue(`docker kill -s SIGTERM ${name}`);
  await page.keyboard.press('Enter');
  await expect(region.getByText('Exit code 0').first()).toBeAttached();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]{8}$/);
  const id = page.url().slice(-8);
  const [lane] = (await api.run(id)).lanes;
  expect(lane).toMatchObject({ wasSent: true, exit: { exitCode: 0, endedBy: 'lab' } });
  expect(lane?.terminatedAtMs).toBeGreaterThan(0);

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(output).toContainText(
    new RegExp(`Error response from daemon: Cannot kill container: ${name}: Container [0-9a-f]{64} is not running`),
  );
  await expect(region.getByRole('status').filter({ hasText: 'Exit code 1. Error response' })).toBeAttached();
  await noTrap(page);
  await api.call('POST', `/api/runs/${id}/finish`);
});

/** From an empty line Tab goes on, and Escape leaves one that is not. */
async function noTrap(page: Page): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await page.keyboard.press('Tab');
  expect(await focused()).not.toBe('Console of Lane A');
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Console of Lane A');
  await page.keyboard.type('docker');
  await page.keyboard.press('Escape');
  expect(await focused()).not.toBe('Console of Lane A');
}

test('a run that is over has a console that says why nothing can be typed', async ({ page, finished }) => {
  await page.goto(`/runs/${finished.id}`);
  const field = page.getByRole('textbox', { name: 'Console of Lane B' });
  await expect(field).toBeDisabled();
  await expect(field).toHaveAttribute('placeholder', 'The run is over: its containers are gone');
});
