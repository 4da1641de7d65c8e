import { join } from 'node:path';
import { expect, requireDocker, test } from '../support/lab.ts';

/** Where the pictures of README.md and of the views are kept. */
const PICTURES = join(import.meta.dirname, '../../server/docs/pictures');

test.beforeEach(({ engine }) => requireDocker(engine));

for (const colorScheme of ['dark', 'light'] as const) {
  test(`a whole run, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/');
    await page.getByRole('button', { name: 'Start both' }).click();
    const lanes = ['Lane A', 'Lane B'].map((name) => page.getByRole('region', { name }));
    for (const lane of lanes) {
      const completed = lane
        .getByRole('term')
        .filter({ hasText: /^completed/ })
        .locator('xpath=following-sibling::dd[1]');
      await expect.poll(async () => Number(await completed.textContent()), { timeout: 45_000 }).toBeGreaterThan(20);
    }
    await page.getByRole('button', { name: 'End both' }).click();
    for (const lane of lanes) await expect(lane.getByText(/^Exit code \d+/)).toBeAttached();
    // The run is over when a new one can be started: only then does every request have its outcome.
    await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled();
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(PICTURES, `lab-${colorScheme}.png`) });
  });
}
