import type { Page } from '@playwright/test';

const TRIES = 10;

/**
 * Has a page load its address again where Chromium gave up with ERR_NETWORK_CHANGED. It does that to every connection that is being
 * made when an interface of the machine gets an address, as those of containers do when they start. A person's browser loads such
 * a page again by itself; one that is driven does not.
 */
export function makeSteady(page: Page): void {
  const { goto, reload } = page;
  page.goto = (...given) => untilLoaded(() => goto.apply(page, given));
  page.reload = (...given) => untilLoaded(() => reload.apply(page, given));
}

async function untilLoaded<Result>(load: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch (thrown) {
      if (tries === TRIES || !String(thrown).includes('ERR_NETWORK_CHANGED')) throw thrown;
    }
  }
}
