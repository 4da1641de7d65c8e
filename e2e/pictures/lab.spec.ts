import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, requireDocker, test } from '../support/lab.ts';

/** Where the pictures of README.md and of the views are kept. */
const PICTURES = join(import.meta.dirname, '../../server/docs/pictures');

test.beforeEach(({ engine }) => requireDocker(engine));

/** SIGTERM nearly always costs lane B one request: a picture of the rare run would belie the words beside it. */
const MOST_RUNS = 6;

for (const colorScheme of ['dark', 'light'] as const) {
  test(`a whole run, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1440, height: 900 });
    for (let run = 1; run <= MOST_RUNS; run += 1) {
      await page.goto('/lab/in-flight');
      await carryOut(page);
      const lostByB = Number(await count(page.getByRole('region', { name: 'Lane B' }), 'lost').textContent());
      if (lostByB === 1) break;
      expect(run, `none of ${MOST_RUNS} runs was a usual one`).toBeLessThan(MOST_RUNS);
    }
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(PICTURES, `lab-${colorScheme}.png`) });
  });
}

/** From the start to the end of a run, both lanes ended under way. */
async function carryOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start both' }).click();
  const lanes = ['Lane A', 'Lane B'].map((name) => page.getByRole('region', { name }));
  for (const lane of lanes) {
    const completed = async () => Number(await count(lane, 'completed').textContent());
    await expect.poll(completed, { timeout: 45_000 }).toBeGreaterThan(20);
  }
  await page.getByRole('button', { name: 'End both' }).click();
  for (const lane of lanes) await expect(lane.getByText(/^Exit code \d+/)).toBeAttached();
  // The run is over when a new one can be started: only then does every request have its outcome.
  await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled();
}

function count(lane: Locator, name: string): Locator {
  const term = lane.getByRole('term').filter({ hasText: new RegExp(`^${name}`) });
  return term.locator('xpath=following-sibling::dd[1]');
}
