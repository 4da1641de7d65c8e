import { expect, test } from 'vitest';
import type { RepeatView, Trial } from '#protocol/repeat.ts';
import { milestone } from './milestones.ts';

// Only the state of a trial is looked at.
const done = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ state: 'measured', number: index + 1 }) as Trial);
const view = (count: number, more: Partial<RepeatView> = {}) => ({
  status: 'running' as const,
  trials: 10,
  results: done(count),
  sentence: [{ text: 'In 10 trials …', tone: 'plain' as const }],
  stopReason: null,
  ...more,
});

test('the first trial and the half are spoken, and the others are not', () => {
  const spoken = Array.from({ length: 9 }, (_, count) => milestone(view(count), view(count + 1)));
  expect(spoken.filter((text) => text !== '')).toEqual(['The first trial is done.', '5 of 10 trials are done.']);
});

test('the end is spoken once, with what it showed', () => {
  const finished = view(10, { status: 'finished' });
  expect(milestone(view(9), finished)).toBe('The repeat is finished. In 10 trials …');
  expect(milestone(finished, finished)).toBe('');
  const stopped = view(3, { status: 'stopped', stopReason: 'It was stopped by hand.' });
  expect(milestone(view(3), stopped)).toContain('has stopped. It was stopped by hand. In 10');
});

test('a broken trial is spoken with its reason', () => {
  const broken = { state: 'broken', number: 3, reason: { code: 'x', message: 'no space left' } } as Trial;
  expect(milestone(view(2), view(0, { results: [...done(2), broken] }))).toBe('Trial 3 is broken: no space left');
});
