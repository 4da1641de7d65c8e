import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('every scenario can be chosen by typing its title, in a list that fits on the screen', async ({ page, api }) => {
  const scenarios = await (await api.call('GET', '/api/scenarios')).json();
  await page.setViewportSize({ width: 768, height: 700 });
  await page.goto('/');
  const picker = page.getByRole('combobox', { name: 'Scenario' });
  await picker.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option')).toHaveCount(scenarios.length);
  const box = await page.getByRole('listbox').boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect((box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(700);
  await page.keyboard.type('behind');
  await expect(page.getByRole('option', { name: /^Behind a load balancer/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/lab\/load-balancer$/);
  await expect(page.getByRole('heading', { name: 'Behind a load balancer' })).toBeVisible();
});
