import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Axe for a page of the lab. None has a frame: without looking for them an analysis takes half the time. */
export function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true);
}

/** What axe finds against WCAG 2.2 AA, a line a rule. @param within the part to look at, where the rest is looked at elsewhere */
export async function violations(page: Page, within?: string): Promise<string[]> {
  const whole = axe(page);
  // Axe does not wait for a part that is still on its way.
  if (within !== undefined) await page.locator(within).first().waitFor();
  const { violations: found } = await (within === undefined ? whole : whole.include(within))
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
