import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

for (const colorScheme of ['dark', 'light'] as const) {
  for (const width of [768, 1280, 1920]) {
    test(`${colorScheme}, ${width} wide: axe finds nothing, and nothing runs over the side`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/');
      await expect(page.getByRole('region', { name: 'Lane B' })).toBeVisible();
      expect(await violations(page)).toEqual([]);

      await page.getByRole('button', { name: 'Start both' }).click();
      await expect(page.getByRole('button', { name: 'End both' })).toBeEnabled({ timeout: 45_000 });
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'End both' }).click();
      await expect(page.getByRole('region', { name: 'Lane A' }).getByText(/^Exit code 137/)).toBeAttached();
      await expect(page.getByRole('region', { name: 'Lane B' }).getByText(/^Exit code 0/)).toBeAttached();
      expect(await violations(page)).toEqual([]);

      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await page.getByRole('button', { name: 'Reset' }).click();
      await expect(page).toHaveURL(/\/lab\//);
    });
  }
}

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
