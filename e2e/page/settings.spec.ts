import type { Page } from '@playwright/test';
import { violations } from '../support/axe.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
const trigger = (page: Page) => page.getByRole('button', { name: /^Settings/ });

/** Opens the settings of a scenario whose lanes have a grace period each. */
async function openSettings(page: Page): Promise<void> {
  await page.goto('/lab/grace-too-short');
  await trigger(page).click();
  await expect(settings(page)).toBeVisible();
}

test('a knob is turned by keyboard, what it comes to follows, and the run says everywhere what was changed', async ({
  page,
  api,
}) => {
  await openSettings(page);
  const grace = page.getByRole('spinbutton', { name: 'Grace period (s) of lane A' });
  const rate = page.getByRole('spinbutton', { name: 'Requests a second' });
  const handler = page.getByRole('spinbutton', { name: 'Handler time (ms)' });
  await grace.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('1');
  await expect(settings(page)).toContainText('1 changed');
  await handler.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3000');
  await expect(settings(page).getByRole('figure', { name: 'docker run of Lane A' })).toContainText(
    'HANDLER_TIME_MS=3000',
  );
  await settings(page).getByRole('tab', { name: 'docker run' }).focus();
  await page.keyboard.press('End');
  await expect(settings(page).getByRole('figure', { name: 'compose of Lane A' })).toContainText(
    'stop_grace_period: 1s',
  );
  await expect(settings(page).getByRole('figure', { name: 'compose of Lane B' })).toContainText(
    'stop_grace_period: 10s',
  );

  await rate.fill('1001');
  await expect(rate).toHaveAttribute('aria-invalid', 'true');
  await expect(settings(page).getByRole('alert')).toHaveText('It takes a whole number from 1 to 1000; 2 stays.');
  await page.keyboard.press('Escape');
  await expect(settings(page)).toBeHidden();
  await expect(trigger(page)).toBeFocused();
  await expect(trigger(page)).toContainText('2 changed');

  const a = page.getByRole('region', { name: 'Lane A' });
  await expect(a.getByText(/^docker stop -t 1 lab-/)).toBeVisible({ timeout: 45_000 });
  await page.getByRole('button', { name: 'Start both' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f]{8}$/);
  const id = page.url().slice(-8);
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.inFlight > 2));
  await page.getByRole('button', { name: 'End both' }).click();
  await expect(a.getByText(/^Exit code 137/)).toBeAttached();
  await expect(page.getByRole('region', { name: 'Lane B' }).getByText(/^Exit code 0/)).toBeAttached();

  const changed =
    /Changed:\s*Handler time \(ms\) 5000 → 3000; Termination docker stop -t 2 → docker stop -t 1 in lane A/;
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText(changed);
  // It goes on for as long as a client waits where the address of a container that is gone says nothing.
  await api.until(id, ({ status }) => status === 'finished');
  await trigger(page).click();
  await expect(settings(page)).toContainText('This is what the run was made with.');
  await expect(grace).toHaveValue('1');
  await expect(grace).toBeDisabled();
  await page.keyboard.press('Escape');

  const report = await page.request.get(`/api/runs/${id}/report?format=markdown`);
  expect(await report.text()).toContain(
    '**Changed** from the scenario: Handler time (ms) 5000 → 3000; Termination docker stop -t 2 → docker stop -t 1 in lane A.',
  );
  // Who opens it elsewhere, and has turned nothing, starts what is shown.
  const { changes } = await api.run(id);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(`/runs/${id}`);
  await expect(trigger(page)).toContainText('2 changed');
  await page.getByRole('button', { name: 'Start both' }).click();
  await expect(page).not.toHaveURL(new RegExp(`${id}$`));
  const next = page.url().slice(-8);
  expect((await api.run(next)).changes).toEqual(changes);
  // The way out of what cannot be turned stands beside it, and what is turned stays open.
  await trigger(page).click();
  await expect(grace).toBeDisabled();
  await settings(page).getByRole('button', { name: 'Reset the run' }).click();
  await expect(grace).toBeEnabled();
  await api.until(next, ({ status }) => status === 'finished');

  await page.goto('/history');
  await expect(page.getByRole('listitem', { name: `Run ${id}` })).toContainText(changed);
  await page.goto(`/compare?lanes=${id}.a,${id}.b`);
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText(
    'docker stop -t 2 → docker stop -t 1 in lane A',
  );
});

test('what was turned outlives a reload and another scenario, can be seen to, and is taken back at once', async ({
  page,
}) => {
  await openSettings(page);
  await page.getByRole('spinbutton', { name: 'Requests a second' }).fill('5');
  await expect(trigger(page)).toContainText('1 changed');
  await page.reload();
  await expect(trigger(page)).toContainText('1 changed');
  await page.goto('/lab/in-flight');
  await expect(trigger(page)).toContainText('as written');
  await page.goBack();
  await expect(trigger(page)).toContainText('1 changed');
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('Requests a second 2 → 5');
  await trigger(page).click();
  await expect(page.getByRole('spinbutton', { name: 'Requests a second' })).toHaveValue('5');
  await page.getByRole('button', { name: 'Reset to the scenario' }).click();
  await expect(page.getByRole('spinbutton', { name: 'Requests a second' })).toHaveValue('2');
  await expect(trigger(page)).toContainText('as written');
  await expect(page.getByRole('region', { name: 'Comparison' })).not.toContainText('Changed');
});

test('an address turns settings once, says what it could not take, and a link comes back as what is turned', async ({
  page,
  context,
}) => {
  await page.goto('/lab/grace-too-short?rate=5&b.gracePeriodSeconds=3&handlerTimeMs=99999&speed=1');
  await expect(page).toHaveURL(/\/lab\/grace-too-short$/);
  await expect(trigger(page)).toContainText('2 changed');
  await expect(page.getByRole('alert')).toContainText(
    'handlerTimeMs=99999: Handler time (ms) takes a whole number from 0 to 60000.',
  );
  await expect(page.getByRole('alert')).toContainText('speed: nothing here is called that. What can be turned: ');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toBeHidden();

  await trigger(page).click();
  await expect(page.getByRole('spinbutton', { name: 'Grace period (s) of lane B' })).toHaveValue('3');
  await page.getByRole('spinbutton', { name: 'Requests a second' }).fill('4');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await settings(page).getByRole('button', { name: 'Copy link' }).click();
  await expect(settings(page).getByText('Copied')).toBeAttached();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).search).toBe('?b.gracePeriodSeconds=3&rate=4');
  await page.reload();
  await expect(trigger(page)).toContainText('2 changed');

  await page.evaluate(() => sessionStorage.clear());
  await page.goto(link);
  await trigger(page).click();
  await expect(page.getByRole('spinbutton', { name: 'Requests a second' })).toHaveValue('4');
});

test('what was turned is turned in every trial of a repeat, which says so', async ({ page }) => {
  await openSettings(page);
  await page.getByRole('spinbutton', { name: 'Handler time (ms)' }).fill('2000');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  await page.getByRole('spinbutton', { name: 'Trials' }).fill('2');
  await page.getByRole('button', { name: 'Repeat 2 times' }).click();
  await expect(page.getByRole('heading', { name: /, repeated$/ })).toBeVisible();
  await expect(page.getByText(/^Changed:\s*Handler time \(ms\) 5000 → 2000$/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText(/^Stopped after/).first()).toBeVisible({ timeout: 30_000 });
});

test('in both themes and every width axe finds nothing in the settings, and nothing runs over the side', async ({
  page,
}) => {
  await openSettings(page);
  await page.getByRole('spinbutton', { name: 'Grace period (s) of lane A' }).fill('5');
  await page.getByRole('spinbutton', { name: 'Requests a second' }).fill('0');
  await expect(settings(page).getByRole('alert')).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    for (const width of [768, 1280]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      const where = `${colorScheme}, ${width} wide`;
      expect(await violations(page), where).toEqual([]);
      const sheet = await settings(page).evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(sheet, where).toBeLessThanOrEqual(0);
    }
  }
});
