import type { EnginesView } from '#protocol/engine.ts';
import type { Course } from '#protocol/lesson/course.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import { Learner } from './learner.ts';

/** The whole course takes a quarter of an hour: `npm run e2e:course`. Otherwise its first chapter is gone through. */
const IS_WHOLE = process.env.LAB_COURSE === 'whole';
const LESSON_MS = 240_000;

test.beforeEach(({ engine }) => requireDocker(engine));

test('a learner goes through the course by keyboard alone, with right and with wrong predictions', async ({
  page,
  api,
  engine,
}) => {
  const course: Course = await (await api.call('GET', '/api/course')).json();
  const scenarios: ScenarioView[] = await (await api.call('GET', '/api/scenarios')).json();
  const chapters = IS_WHOLE ? course.chapters : course.chapters.slice(0, 1);
  const lessons = chapters.flatMap((chapter) => chapter.lessons);
  test.setTimeout(lessons.length * LESSON_MS);
  const { engines }: EnginesView = await (await api.call('GET', '/api/engines')).json();
  const cannot = engines.find(({ kind }) => kind === engine)?.cannot ?? {};
  const learner = new Learner(page, api);
  const done: string[] = [];
  for (const [index, id] of lessons.entries()) {
    const scenario = scenarios.find((each) => each.id === id);
    if (scenario === undefined) throw new Error(`${id} is no scenario.`);
    await test.step(scenario.title, async () => {
      if (cannot[id] === undefined) {
        await learner.take(scenario, index % 2 === 0);
        done.push(id);
      } else await learner.turnedAway(scenario, cannot[id]);
    });
  }
  await page.goto('/learn');
  for (const id of done) {
    const lesson = page.getByRole('listitem').filter({ has: page.locator(`a[href="/learn/${id}"]`) });
    await expect(lesson, id).toContainText(/done, [\d.]+ of [\d.]+ points/);
  }
});
