import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { violations } from './axe.ts';

/** How the page is looked at: in both themes, in every width that it is made for. */
export const LOOKS = (['dark', 'light'] as const).flatMap((colorScheme) =>
  [768, 1280, 1920].map((width) => ({ colorScheme, width })),
);
export type Look = (typeof LOOKS)[number];

/** Asserts of a page that axe finds nothing and nothing runs over the side, in every look or in some. */
export async function expectFaultless(page: Page, looks: readonly Look[] = LOOKS): Promise<void> {
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    const where = `${colorScheme}, ${width} wide`;
    expect(await violations(page), where).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, where).toBeLessThanOrEqual(0);
  }
}
