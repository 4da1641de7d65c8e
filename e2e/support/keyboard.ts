import type { Locator, Page } from '@playwright/test';

const MOST_PRESSES = 150;

/** Goes to something by Tab alone, from wherever the focus is and by the shorter way, and presses a key on it. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    const way = await target.evaluate((element) => {
      if (element === document.activeElement) return null;
      const isBefore = document.activeElement?.compareDocumentPosition(element) ?? 0;
      return isBefore & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab';
    });
    await page.keyboard.press(way ?? key);
    if (way === null) return;
  }
  throw new Error(`${target} cannot be reached by Tab.`);
}
