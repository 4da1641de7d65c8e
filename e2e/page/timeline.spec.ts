import type { Page } from '@playwright/test';
import type { RunView } from '#protocol/run.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

const lane = (page: Page, name: 'A' | 'B') => page.getByRole('region', { name: `Lane ${name}` });
const picture = (page: Page, name: 'A' | 'B') =>
  lane(page, name).getByRole('slider', { name: `Requests of Lane ${name} over time` });
/** What a terminal shows now: the rows in sight, nothing above or below. */
const screen = (page: Page, name: 'A' | 'B') => lane(page, name).locator('.xterm-rows');
const lines = (page: Page, name: 'A' | 'B', of: string) =>
  lane(page, name).getByRole('list', { name: `Lines of ${of} in the log of Lane ${name}` });

/** A run that is over, shown whole: both logs are drawn to their ends. */
async function look(page: Page, { id }: RunView): Promise<void> {
  await page.goto(`/runs/${id}`);
  for (const name of ['A', 'B'] as const) await expect(screen(page, name)).toContainText('exited');
}

/** A run of the first scenario, watched from the first request to its end. */
async function runToItsEnd(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Start both' }).click();
  await expect(page.getByRole('button', { name: 'End both' })).toBeEnabled({ timeout: 45_000 });
  for (const name of ['A', 'B'] as const) {
    await expect(page.getByRole('log', { name: `Log of Lane ${name} as text` })).toContainText('request=12 stored');
  }
  await page.getByRole('button', { name: 'End both' }).click();
  for (const name of ['A', 'B'] as const) await expect(lane(page, name).getByText(/^Exit code \d+/)).toBeAttached();
  await expect(page.getByRole('button', { name: 'Start both' })).toBeEnabled();
}

test('a request that is selected shows its row and a sentence, and both logs show its lines until it is let go', async ({
  page,
}) => {
  await runToItsEnd(page);
  await expect(screen(page, 'A')).not.toContainText('request=2 received');
  await picture(page, 'A').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(picture(page, 'A')).toHaveAttribute(
    'aria-valuetext',
    /^Request 2, completed: .* Over before the signal/,
  );
  for (const name of ['A', 'B'] as const) {
    await expect(lane(page, name).getByText(/^Over before the signal; answered in \d+ ms\.$/)).toBeVisible();
    await expect(lines(page, name, 'request 2').getByRole('listitem')).toHaveText([
      /request=2 received$/,
      /request=2 stored$/,
    ]);
    await expect(screen(page, name)).toContainText('request=2 received');
  }

  await page.keyboard.press('Escape');
  for (const name of ['A', 'B'] as const) {
    await expect(lines(page, name, 'request 2')).toHaveCount(0);
    await expect(screen(page, name)).not.toContainText('request=2 received');
    await expect(screen(page, name)).toContainText('exited');
  }
});

test('a request that the server never had says so beside its log', async ({ page, finished }) => {
  await look(page, finished);
  await picture(page, 'A').focus();
  await page.keyboard.press('End');
  // Refused at once, or never answered: a container that is gone leaves an address that may say nothing.
  await expect(lane(page, 'A').getByText(/: (refused|turned away), not lost, safe to retry\.$/)).toBeVisible();
  await expect(lane(page, 'A').getByText(/^No line of request \d+ in this log$/)).toBeVisible();
});

test('a click on a request’s line in the log selects the request', async ({ page, finished }) => {
  await look(page, finished);
  await picture(page, 'A').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const line = screen(page, 'A').locator('> div', { hasText: 'request=2 received' }).locator('span').last();
  await expect(line).toBeVisible();
  // The run's first event has no line: the logs stay where they are.
  await page.keyboard.press('Shift+Home');
  await expect(picture(page, 'A')).toHaveAttribute('aria-valuenow', '0');
  // By place: the terminal draws the line anew when it is pointed at, and may still be on its way to where it stays.
  await expect(async () => {
    await page.mouse.move(0, 0);
    const box = await line.boundingBox();
    if (box === null) throw new Error('The line has no place.');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(lane(page, 'A').locator('.xterm-cursor-pointer')).toBeAttached({ timeout: 1_000 });
  }).toPass();
  await page.mouse.down();
  await page.mouse.up();
  await expect(picture(page, 'A')).toHaveAttribute('aria-valuenow', '2');
  await expect(lines(page, 'B', 'request 2')).toBeAttached();
});

test('the selected request shows its whole row, where nothing around it moves, and a promise goes through its rows', async ({
  page,
  finished,
}) => {
  await look(page, finished);
  const a = lane(page, 'A');
  const broken = finished.lanes[0]?.verdict?.promises.find(
    ({ state, rows }) => state === 'broken' && rows.length > 1,
  );
  const [first, second] = broken?.rows ?? [];
  if (broken === undefined) throw new Error('docker kill cut no two requests.');
  const show = a.getByRole('button', { name: `Show request ${first}, 1 of ${broken.rows.length}` }).first();
  await show.focus();
  await page.keyboard.press('Enter');
  await expect(picture(page, 'A')).toHaveAttribute('aria-valuenow', String(first));
  await page.keyboard.press('ArrowRight');
  await expect(picture(page, 'A')).toHaveAttribute('aria-valuenow', String(second));
  await expect(a.getByText(`2 of ${broken.rows.length}`, { exact: true })).toBeVisible();

  const before = await a.locator('.terminal-host').boundingBox();
  await a.getByRole('button', { name: 'whole row' }).click();
  const row = (await (await page.request.get(`/api/runs/${finished.id}/ledger?lane=a`)).text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .find(({ number }) => number === second);
  const whole = a.locator('.row-record');
  const shown = (at: number) =>
    `${at.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ms`;
  for (const at of [row.dueAt, row.sentAt, row.connectedAt, row.writtenAt, row.endedAt, row.receivedAt])
    await expect(whole).toContainText(shown(at));
  await expect(whole).toContainText('First bytenever');
  expect(await a.locator('.terminal-host').boundingBox()).toEqual(before);
});

test('what the lab did and what the container said can be reached by keyboard and read in a table', async ({
  page,
  finished,
}) => {
  await look(page, finished);
  const b = picture(page, 'B');
  await b.focus();
  await page.keyboard.press('Shift+Home');
  await expect(b).toHaveAttribute('aria-valuetext', /^The lab, .*: The run of .* was created\.$/);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(b).toHaveAttribute('aria-valuetext', /^The lab, .*: Lane B is ready/);
  await page.keyboard.press('Shift+End');
  await expect(b).toHaveAttribute('aria-valuetext', /^The lab, .*(finished|ended)/);

  await lane(page, 'B').getByRole('button', { name: 'Table' }).click();
  await lane(page, 'B').getByRole('radio', { name: 'Events' }).check();
  const table = lane(page, 'B').getByRole('grid', { name: 'Events of Lane B' });
  const term = table.getByRole('button', { name: /^The log, .*: .*Handling signal: term$/ });
  await expect(term).toHaveCount(1);
  for (const name of [
    /^The lab, .*SIGTERM lab-\S+ was sent\.$/,
    /^The log, .*Worker exiting/,
    /: Lane B exited 0, /,
  ]) {
    await expect(table.getByRole('button', { name })).toHaveCount(1);
  }
  await expect(table.getByRole('button', { name: /request=/ })).toHaveCount(0);
  await term.click();
  await expect(lines(page, 'B', 'the event').getByRole('listitem')).toHaveText([/Handling signal: term$/]);
  await expect(screen(page, 'B')).toContainText('Handling signal: term');
});

test('the table is walked through by arrow keys, and tells each request whole', async ({ page, finished }) => {
  await look(page, finished);
  const a = lane(page, 'A');
  await a.getByRole('button', { name: 'Table' }).click();
  const table = a.getByRole('grid', { name: 'Requests of Lane A' });
  await table.getByRole('button').first().click();
  await page.keyboard.press('End');
  const due = Number(await table.getAttribute('aria-rowcount')) - 1;
  await expect(page.locator(':focus')).toHaveAccessibleName(new RegExp(`^Request ${due}, refused: `));
  // It ends with its last row, wherever it is looked at.
  const beyond = a.locator('.row-table-scroll');
  expect(
    await beyond.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight),
  ).toBeLessThan(3);
  await page.keyboard.press('ArrowUp');
  await expect(page.locator(':focus')).toHaveAccessibleName(new RegExp(`^Request ${due - 1}, `));
  await expect(table.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', String(due));
  await a.getByRole('radio', { name: 'Lost' }).check();
  const lost = a.getByRole('grid', { name: 'Lost requests of Lane A' });
  await lost.getByRole('button').first().click();
  await expect(page.locator(':focus')).toHaveAccessibleName(/^Request \d+, cut: /);
});

test('the picture zooms by wheel and is dragged by pointer, in both lanes at once', async ({ page, finished }) => {
  await look(page, finished);
  const box = await picture(page, 'A').boundingBox();
  if (box === null) throw new Error('The picture has no place.');
  const other = () => picture(page, 'B').screenshot();
  const [x, y] = [box.x + box.width / 2, box.y + 40];
  await page.mouse.move(x, y);
  const atFirst = await other();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect(lane(page, 'B').getByRole('button', { name: 'Follow' })).not.toHaveAttribute('aria-disabled');
  const zoomed = await other();
  expect(zoomed.equals(atFirst)).toBe(false);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 3 });
  await page.mouse.up();
  expect((await other()).equals(zoomed)).toBe(false);
  await lane(page, 'B').getByRole('button', { name: 'Follow' }).click();
  await expect(lane(page, 'A').getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-disabled', 'true');
});

test('a run that is over can be replayed: counts and logs as they were at an instant, in both lanes', async ({
  page,
  finished,
}) => {
  await look(page, finished);
  await lane(page, 'A').getByRole('button', { name: 'Replay' }).click();
  await lane(page, 'A').getByRole('button', { name: 'Pause' }).click();
  const instant = lane(page, 'A').getByRole('slider', { name: 'Instant' });
  await instant.press('Home');
  for (const name of ['A', 'B'] as const) {
    await expect(lane(page, name).getByText('0 due · 0 completed · 0 in flight')).toBeVisible();
    await expect(lane(page, name).locator('.counts')).toHaveText(
      /^due\s*0completed\s*0lost\s*0refused\s*0in flight\s*0$/,
    );
    await expect(screen(page, name)).not.toContainText('exited');
  }
  await instant.press('End');
  await expect(
    lane(page, 'A').getByText(/^\d+ due · \d+ completed · 0 in flight · \d+ lost · \d+ refused$/),
  ).toBeVisible();
  await picture(page, 'B').focus();
  const last = await instant.getAttribute('aria-valuetext');
  await page.keyboard.press(',');
  await expect(instant).not.toHaveAttribute('aria-valuetext', last ?? '');
  await page.keyboard.press('Escape');
  await expect(instant).toHaveCount(0);
});
