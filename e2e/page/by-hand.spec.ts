import { readFile } from 'node:fs/promises';
import { violations } from '../support/axe.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('what a scenario takes without the lab is beside the lanes, with what was turned, and can be saved as a script', async ({
  page,
}) => {
  await page.goto('/lab/load-balancer?rate=7');
  await page.getByRole('button', { name: 'By hand' }).click();
  const sheet = page.getByRole('dialog', { name: 'By hand' });
  await expect(sheet.getByRole('figure', { name: 'commands: Build' })).toContainText(
    'docker build -t graceful-shutdown-lab/balancer lab-containers/balancer',
  );
  await expect(sheet.getByRole('figure', { name: 'Dockerfile of comments-api' })).toContainText(
    'ENTRYPOINT ["gunicorn"',
  );
  await sheet.getByRole('tab', { name: /^Lane B/ }).click();
  await expect(sheet.getByRole('figure', { name: 'commands: End it' })).toContainText(
    '/ready/off && sleep 3 && docker kill',
  );
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Download the script' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('load-balancer-lane-b.sh');
  expect(await readFile(await download.path(), 'utf8')).toContain('passed * 7');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 768, height: 900 });
    expect(await violations(page), colorScheme).toEqual([]);
    expect(await sheet.evaluate((element) => element.scrollWidth - element.clientWidth), colorScheme).toBe(0);
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});
