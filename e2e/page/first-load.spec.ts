import { pageScripts } from '../../scripts/page-scripts.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

/** The sum of what moved by itself (the browser's "layout shift score"): 0.1 counts as good, this as nothing. */
const MOST_SHIFT = 0.005;

test('the page loads the scripts that have a budget and no others, and nothing moves when the rest comes', async ({
  page,
}) => {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(new URL(response.url()).pathname);
  });
  await page.addInitScript(() => {
    Object.assign(window, { shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ('value' in entry && 'shifted' in window) window.shifted = Number(window.shifted) + Number(entry.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const html = await (await page.goto('/'))?.text();
  // The rest is there when what opens can be opened and the terminals are drawn.
  for (const name of ['A', 'B'])
    await expect(page.getByRole('region', { name: `Lane ${name}` }).locator('.xterm-screen')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled();

  // How large they may be is size-limit's to say.
  const { first, all } = await pageScripts();
  expect(scripts.filter((path) => html?.includes(path)).sort()).toEqual(first);
  expect(scripts.sort()).toEqual(all);
  expect(await page.evaluate(() => ('shifted' in window ? window.shifted : null))).toBeLessThanOrEqual(MOST_SHIFT);
});

test('the page is whole although a part of it failed to load, once, and says so where that goes on', async ({
  page,
}) => {
  // As Chromium does when a network interface comes or goes, which it does with every container.
  let failures = 1;
  const { first } = await pageScripts();
  const entry = first.find((path) => path.startsWith('/assets/index-'));
  await page.route(`**${entry}`, (route) => (failures-- > 0 ? route.abort('failed') : route.continue()));
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Lane B' })).toBeVisible();

  failures = Number.POSITIVE_INFINITY;
  await page.goto('/history');
  await expect(page.getByText('A part of this page could not be loaded. Load it anew, with F5.')).toBeVisible();
});

test('what the page fetches later is fetched anew, too', async ({ page }) => {
  let failures = 1;
  const { first, all } = await pageScripts();
  const later = all.filter((path) => !first.includes(path));
  await page.route(
    (url) => later.includes(url.pathname),
    (route) => (failures-- > 0 ? route.abort('failed') : route.continue()),
  );
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Lane A' }).locator('.xterm-screen')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Scenario' })).toBeVisible();
  expect(failures).toBeLessThan(1);
});

for (const [what, button, opened] of [
  ['the settings', { name: /^Settings/ }, { role: 'dialog', name: 'Settings' }],
  ['the scenarios', { name: 'In flight when the signal comes' }, { role: 'listbox', name: undefined }],
] as const) {
  test(`pressed before they can open, ${what} open when they can`, async ({ page }) => {
    const { first, all } = await pageScripts();
    const later = all.filter((path) => !first.includes(path));
    const { promise: pressed, resolve: release } = Promise.withResolvers<void>();
    await page.route(
      (url) => later.includes(url.pathname),
      async (route) => {
        await pressed;
        await route.continue();
      },
    );
    await page.goto('/');
    await page.getByRole('button', button).click();
    release();
    await expect(page.getByRole(opened.role, { name: opened.name })).toBeVisible();
  });
}
