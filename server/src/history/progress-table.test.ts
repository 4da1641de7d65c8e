import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LessonProgress, Progress } from '#protocol/lesson/progress.ts';
import { Store } from './store.ts';

const lesson = (at: number, done = false): LessonProgress => ({
  at,
  prediction: { lanes: { a: { exitCode: 137 } } },
  skipped: false,
  score: { points: 1, of: 3 },
  runId: '3f2a9c01',
  seen: ['run'],
  done,
});
const progress = (lessons: Progress['lessons']): Progress => ({ version: 1, lessons });

test('a learner’s progress outlives the lab, is merged by the newer of each lesson, and is nobody else’s', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-progress-'));
  const path = join(folder, 'history.db');
  {
    using store = new Store(path);
    store.progress.merge('one', progress({ oom: lesson(1), article: lesson(5) }));
    const merged = store.progress.merge('one', progress({ oom: lesson(2, true), article: lesson(4, true) }));
    expect(merged.lessons).toEqual({ oom: lesson(2, true), article: lesson(5) });
  }
  using again = new Store(path);
  expect(again.progress.get('one').lessons).toEqual({ oom: lesson(2, true), article: lesson(5) });
  expect(again.progress.get('two').lessons).toEqual({});
  await rm(folder, { recursive: true });
});

test('lessons that no course has any more do not keep a learner from saving', () => {
  using store = new Store(':memory:');
  const many = (from: number, count: number) =>
    progress(Object.fromEntries(Array.from({ length: count }, (_, index) => [`l-${from + index}`, lesson(1)])));
  store.progress.merge('one', many(0, 60));
  const merged = store.progress.merge('one', many(100, 10));
  expect(Object.keys(merged.lessons)).toHaveLength(10);
});
