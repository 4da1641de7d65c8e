import { expect, test } from 'vitest';
import type { LessonProgress } from '#protocol/lesson/progress.ts';
import { resumeAt, stepBeside, stepStates } from './lesson-state.ts';

const lesson = (change: Partial<LessonProgress> = {}): LessonProgress => ({
  at: 0,
  prediction: null,
  skipped: false,
  score: null,
  runId: null,
  seen: [],
  done: false,
  ...change,
});

test('a lesson is taken up where it was left', () => {
  expect(resumeAt(lesson())).toBe('predict');
  expect(resumeAt(lesson({ skipped: true }))).toBe('run');
  expect(resumeAt(lesson({ skipped: true, runId: '3f2a9c01' }))).toBe('look');
  expect(resumeAt(lesson({ skipped: true, runId: '3f2a9c01', seen: ['look'] }))).toBe('explain');
  expect(resumeAt(lesson({ skipped: true, runId: '3f2a9c01', seen: ['look', 'explain'] }))).toBe('check');
});

test('a step is done by what was done, and not by having been there', () => {
  const states = stepStates('predict', lesson({ prediction: { lanes: {} }, seen: ['look', 'check'] }));
  expect(states).toEqual({ predict: 'current', run: 'ahead', look: 'ahead', explain: 'ahead', check: 'ahead' });
  expect(stepStates('check', lesson({ skipped: true, runId: '3f2a9c01', seen: ['look'], done: true }))).toEqual({
    predict: 'done',
    run: 'done',
    look: 'done',
    explain: 'ahead',
    check: 'current',
  });
});

test('beyond the first and the last step there is none', () => {
  expect([stepBeside('predict', -1), stepBeside('predict', 1), stepBeside('check', 1)]).toEqual([null, 'run', null]);
});
