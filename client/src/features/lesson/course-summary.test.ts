import { expect, test } from 'vitest';
import type { Course } from '#protocol/lesson/course.ts';
import type { LessonProgress } from '#protocol/lesson/progress.ts';
import { scenarioView } from '#protocol/scenario-view.fixture.ts';
import { minutesOf, placeOf, standingOf } from './course-place.ts';
import { courseMarkdown } from './course-summary.ts';

const chapter = { summary: '', optional: false };
const course: Course = {
  title: 'A course',
  chapters: [
    { ...chapter, id: 'first', title: 'First', lessons: ['one', 'two'] },
    { ...chapter, id: 'more', title: 'More', optional: true, lessons: ['three'] },
  ],
};
const task = { goal: '', want: {}, hints: [], solution: { words: '' } };
const scenarios = [
  scenarioView({ id: 'one', title: 'One', lesson: { minutes: 6, look: [], task } }),
  scenarioView({ id: 'two', title: 'Two' }),
];
const lesson: LessonProgress = {
  at: 1,
  prediction: { lanes: { a: { exitCode: 137, lost: 3 } } },
  skipped: false,
  score: { points: 2.5, of: 6 },
  runId: '3f2a9c01',
  seen: ['run', 'look', 'explain'],
  done: true,
};
const progress = {
  version: 1 as const,
  lessons: { one: lesson, two: { ...lesson, prediction: null, skipped: true, score: null, done: false } },
};

test('a lesson knows its place and what comes next, over the end of its chapter', () => {
  expect(placeOf(course, 'two')).toMatchObject({ number: 2, of: 2, next: 'three' });
  expect(placeOf(course, 'three')).toMatchObject({ number: 1, of: 1, next: null });
  expect(placeOf(course, 'none')).toBeNull();
});

test('a lesson with a task is done by the task, one without by its explanation', () => {
  expect(standingOf(['one', 'two', 'three'], progress, scenarios)).toEqual({
    lessons: 3,
    done: 2,
    points: 2.5,
    of: 6,
  });
  const undone = { version: 1 as const, lessons: { one: { ...lesson, done: false } } };
  expect(standingOf(['one'], undone, scenarios).done).toBe(0);
  expect(minutesOf(['one', 'two'], scenarios)).toBe(11);
});

test('the summary says what was done and what was said', () => {
  expect(courseMarkdown(course, scenarios, progress, new Date('2026-01-02T03:04:05Z'))).toBe(`# A course

2026-01-02: 2 of 3 lessons done, 2.5 of 6 points.

## First

- [x] One: done, 2.5 of 6 points
  - said: lane A exit 137, 3 lost; last run 3f2a9c01
- [x] Two: done, not predicted

## More (optional)

- [ ] three
`);
});
