import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config.ts';
import { loadCourse, readCourse } from './course.ts';
import { loadScenarios } from './scenarios.ts';

const CONTENT = join(PROJECT_ROOT, 'server', 'content');
const known = [{ id: 'one' }, { id: 'two' }];

const good = `# The path.
title: A course
chapters:
  - id: first
    title: First
    summary: What comes first
    lessons: [one]
  - id: second
    title: Second
    summary: What comes then
    optional: true
    lessons:
      - two
`;

test('the lab’s own course has every scenario once, and its path takes less than an hour', async () => {
  const { scenarios } = await loadScenarios(join(CONTENT, 'scenarios'));
  const all = scenarios.map(({ scenario }) => scenario);
  const { course, problems } = await loadCourse(join(CONTENT, 'course.yaml'), all);
  expect(problems).toEqual([]);
  const lessons = course.chapters.flatMap((chapter) => chapter.lessons);
  expect([...lessons].sort()).toEqual(all.map(({ id }) => id).sort());
  const path = course.chapters.filter(({ optional }) => !optional).flatMap((chapter) => chapter.lessons);
  const minutes = path.map((id) => all.find((scenario) => scenario.id === id)?.lesson?.minutes ?? Number.NaN);
  expect(minutes.reduce((sum, each) => sum + each, 0)).toBeLessThan(60);
});

test('every one of the lab’s own scenarios has a task, and something to find in two lanes', async () => {
  const { scenarios } = await loadScenarios(join(CONTENT, 'scenarios'));
  for (const { scenario } of scenarios) {
    expect(scenario.lesson?.task, scenario.id).toBeDefined();
    expect(new Set(scenario.lesson?.look.map(({ lane }) => lane)).size, scenario.id).toBeGreaterThan(1);
  }
});

test('a folder without a course has one of all its scenarios', async () => {
  const { course, problems } = await loadCourse(join(CONTENT, 'none.yaml'), known);
  expect(problems).toEqual([]);
  expect(course.chapters.map(({ lessons }) => lessons)).toEqual([['one', 'two']]);
});

test.each([
  ['a lesson that is no scenario', good.replace('[one]', '[three]'), 7, 'there is no scenario three'],
  ['a lesson that stands there twice', good.replace('- two', '- one'), 13, 'stands in the course already'],
  ['a chapter that is there already', good.replace('id: second', 'id: first'), 8, 'another chapter has the id first'],
  ['a chapter without lessons', good.replace('[one]', '[]'), 7, 'lessons'],
  ['a slip in a name', good.replace('optional:', 'optionel:'), 11, 'did you mean optional?'],
  ['broken YAML', good.replace('[one]', '[one'), 8, ''],
])('%s is refused with file, line and reason', (_what, text, line, reason) => {
  const read = readCourse('course.yaml', text, known);
  const problems = 'problems' in read ? read.problems : [];
  expect(problems[0]?.message).toContain(reason);
  expect(problems[0]).toMatchObject({ file: 'course.yaml', line });
});

test('a good one is read', () => {
  expect(readCourse('course.yaml', good, known)).toHaveProperty('course.title', 'A course');
});
