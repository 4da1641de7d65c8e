import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('a scenario that the chosen engine cannot run says so in place, and what to do instead', async ({ page }) => {
  await page.goto('/lab/exit-143');
  const start = page.getByRole('button', { name: 'Start both' });
  await expect(start).toBeEnabled();
  const choose = async (name: string) => {
    await page.getByRole('button', { name: /^Engine:/ }).click();
    await page.getByRole('radio', { name: new RegExp(`^${name}`) }).click();
    await page.keyboard.press('Escape');
  };
  await choose('Embedded');
  const notice = page.getByRole('alert').filter({ hasText: 'This cannot run here.' });
  await expect(notice).toContainText('Docker only. Choose Docker above, or choose another scenario.');
  await expect(start).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Repeat…' })).toBeDisabled();
  await choose('Docker');
  await expect(notice).toBeHidden();
  await expect(start).toBeEnabled();
});

test('three lanes stand beside each other, and none is cut off', async ({ page }) => {
  await page.goto('/lab/three-servers');
  await expect(page.getByRole('button', { name: 'Start all' })).toBeVisible();
  for (const [width, columns, rows] of [
    [1920, 3, 1],
    [1280, 3, 1],
    [768, 1, 3],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    const boxes = await Promise.all(
      ['A', 'B', 'C'].map((name) => page.getByRole('region', { name: `Lane ${name}` }).boundingBox()),
    );
    expect(new Set(boxes.map((box) => Math.round(box?.x ?? -1))).size, `${width} wide`).toBe(columns);
    expect(new Set(boxes.map((box) => Math.round(box?.y ?? -1))).size, `${width} wide`).toBe(rows);
    for (const box of boxes) expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
  }
});

test('a lane with a balancer names its containers, prefixes their lines, and shows the wait before the signal', async ({
  page,
  api,
}) => {
  const { id } = await api.create({ scenarioId: 'load-balancer' });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed > 10));
  await api.call('POST', `/api/runs/${id}/terminate`);
  await api.until(id, ({ status }) => status === 'finished');

  await page.goto(`/runs/${id}`);
  const b = page.getByRole('region', { name: 'Lane B' });
  await expect(b).toContainText(
    `One of 2 replicas (beside it lab-${id}-b-2), behind the balancer lab-${id}-b-balancer`,
  );
  await expect(
    b.getByText(/^curl -X POST http:\S+ready\S+ && sleep 3 && docker kill --signal=SIGTERM lab-/),
  ).toBeVisible();
  const log = page.getByRole('log', { name: 'Log of Lane B as text' });
  await expect(log).toContainText(/replica 2 \| request=\d+ stored/);
  await expect(log).toContainText('balancer | ');

  // The request that came first to the other replica, shown by its lines in the log.
  const number = /replica 2 \| request=(\d+) received/.exec((await log.textContent()) ?? '')?.[1] ?? '';
  const picture = b.getByRole('slider', { name: 'Requests of Lane B over time' });
  await picture.focus();
  await page.keyboard.press('Home');
  for (let at = 1; at < Number(number); at++) await page.keyboard.press('ArrowRight');
  await expect(picture).toHaveAttribute('aria-valuenow', number);
  const line = b
    .locator('.xterm-rows > div', { hasText: `replica 2 | request=${number} received` })
    .locator('span')
    .last();
  await expect(line).toBeVisible();
  // The run's first event has no line: the log stays where it is.
  await page.keyboard.press('Shift+Home');
  await expect(picture).not.toHaveAttribute('aria-valuenow', number);
  // By place, and by force: the terminal draws the line anew when it is pointed at, and lies above it.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await line.hover({ force: true });
    await expect(b.locator('.xterm-cursor-pointer')).toBeAttached({ timeout: 1_000 });
  }).toPass();
  await page.mouse.down();
  await page.mouse.up();
  await expect(picture).toHaveAttribute('aria-valuenow', number);

  await b.getByRole('button', { name: 'Table' }).click();
  await b.getByRole('radio', { name: 'Events' }).check();
  await expect(b.getByRole('grid', { name: 'Events of Lane B' })).toContainText(
    'is not ready any more; it still serves',
  );
});
