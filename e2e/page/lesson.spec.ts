import type { Page } from '@playwright/test';
import type { RunView } from '#protocol/run.ts';
import { violations } from '../support/axe.ts';
import { press } from '../support/keyboard.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

/** A start that is pressed before the containers are ready waits for them; a busy machine takes its time. */
const CONTAINERS_MS = 90_000;

/** Whether every lane has answered some requests and has others in flight. */
const isBusy = ({ lanes }: RunView) => lanes.every(({ counts }) => counts.completed > 4 && counts.inFlight > 0);

const guide = (page: Page) => page.getByRole('region', { name: 'Guide' });

/** In both themes. Of a lesson its own part: the lab about it is looked at where that is tested. */
async function expectNoViolation(page: Page, where: string, within = '.lesson'): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page, within), `${where}, ${colorScheme}`).toEqual([]);
  }
}

test('a lesson by keyboard alone: a wrong prediction and a right one, a task that is missed, then done', async ({
  page,
  api,
}) => {
  // Two runs on real containers, and axe looks at every step in both themes on the way.
  test.slow();
  await page.goto('/learn');
  await expectNoViolation(page, 'the course', '.page');
  await press(page, page.getByRole('link', { name: 'Connections that stay' }));
  await expect(page).toHaveURL(/\/learn\/keep-alive\/predict$/);
  const lesson = guide(page);
  const step = (name: string) => lesson.getByRole('list', { name: 'Steps' }).getByRole('button', { name });
  const button = (name: string | RegExp) => lesson.getByRole('button', { name });

  // Predict: until then nothing can be started, and what is locked says why.
  const start = page.getByRole('banner').getByRole('button', { name: 'Start both' });
  await expect(start).toBeDisabled();
  await expect(
    page.getByRole('region', { name: 'Lane A' }).getByRole('button', { name: 'docker kill' }),
  ).toBeDisabled();
  await expectNoViolation(page, 'predict');
  for (const [field, value] of [
    ['Exit code of lane A', '0'],
    ['Requests lost by lane A', '0'],
    ['Exit code of lane B', '0'],
  ] as const) {
    await press(page, lesson.getByRole('textbox', { name: field }), 'ControlOrMeta+a');
    await page.keyboard.type(value);
  }
  // Who looks at the next step first comes back to what was typed.
  await press(page, step('Run'));
  await press(page, step('Predict'));
  await expect(lesson.getByRole('textbox', { name: 'Requests lost by lane A' })).toHaveValue('0');
  await press(page, button('Lock in my prediction'));

  // Run: the focus goes on where the step begins, and its own buttons do the real thing.
  await expect(page).toHaveURL(/\/run$/);
  await expect(lesson.getByRole('heading', { name: /Do it/ })).toBeFocused();
  await expect(lesson.getByText(/docker stop -t 5 lab-[0-9a-f]{8}-a/)).toBeVisible({ timeout: 45_000 });
  await press(page, button('Start both'));
  await expect(page).toHaveURL(/\/run\?run=[0-9a-f]{8}$/);
  const id = page.url().slice(-8);
  await api.until(id, isBusy, CONTAINERS_MS);
  await expectNoViolation(page, 'run');
  await press(page, button('End both'));
  await press(page, button('Look at what happened'));

  // A reload comes back to the same step of the same run.
  await expect(page).toHaveURL(`/learn/keep-alive/look?run=${id}`);
  await page.reload();
  // Lane B serves on over its kept connections: whatever the signal found in flight, something came after it.
  const show = lesson.getByRole('button', { name: /^Show in lane B: A request sent after that/ });
  await expect(show).toBeEnabled();
  await press(page, show);
  await expect(lesson.getByText(/^Request \d+: answered/)).toBeVisible();
  const timeline = page.getByRole('slider', { name: 'Requests of Lane B over time' });
  await expect(timeline).toHaveAttribute('aria-valuetext', /completed/);
  await expectNoViolation(page, 'look');

  // Explain: from the numbers of this run.
  await press(page, step('Explain'));
  const exitOf = (name: string) =>
    lesson.getByRole('table', { name: new RegExp(`^Lane ${name}`) }).getByRole('row', { name: /^Exit code/ });
  await expect(exitOf('A')).toContainText('0 (right)');
  await expect(exitOf('B')).toContainText('0 (wrong)');
  await expect(exitOf('B')).toContainText('137');
  await expect(lesson.getByRole('status', { name: 'Outcome of the step' })).toContainText(/of 6 points/);
  await expectNoViolation(page, 'explain');

  // Check: the run as it is written misses, and the solution does it.
  await press(page, step('Check'));
  await expect(
    lesson.getByRole('listitem').filter({ hasText: 'Lane B exited with 137; it should exit with 0.' }),
  ).toBeVisible();
  await press(page, button('Give me a hint'));
  await expect(lesson.getByText(/made as the scenario is written/)).toBeVisible();
  await press(page, button('Show the solution'));
  await expectNoViolation(page, 'check');
  await press(page, button('Turn the settings this way'));
  await expect(button(/^Settings/)).toContainText('1 changed');
  await press(page, button('Start both'));
  await expect(page).toHaveURL(/\/check\?run=[0-9a-f]{8}$/);
  await api.until(page.url().slice(-8), isBusy, CONTAINERS_MS);
  await press(page, button('End both'));
  await expect(lesson.getByRole('status', { name: 'Outcome of the step' })).toHaveText('The task is done.');
  await expect(lesson.getByRole('link', { name: 'See what you have done' })).toBeVisible();

  // Another page of the same learner, whose browser has forgotten: the lab has not.
  const other = await page.context().newPage();
  await other.goto('/history');
  await other.evaluate(() => localStorage.clear());
  await other.goto('/learn');
  const chapter = other.getByRole('region', { name: 'What comes afterwards' });
  await expect(chapter.getByRole('listitem').filter({ hasText: 'Connections that stay' })).toContainText(
    /done, \d(\.5)? of 6 points/,
  );
});
