import { expect, test } from 'vitest';
import { summary, withAnswer, withLines } from './printed.ts';

const line = (text: string, stream: 'stdout' | 'stderr' = 'stdout') => ({ stream, text });

test('every line has a key of its own, also when the oldest are gone', () => {
  let printed = withLines([], 'typed', 'docker ps');
  for (let count = 0; count < 1_200; count += 1) {
    printed = withAnswer(printed, { lines: [line(String(count))], exitCode: 0, acted: false });
  }
  expect(printed).toHaveLength(1_000);
  expect(new Set(printed.map(({ key }) => key)).size).toBe(1_000);
  expect(printed.at(-1)).toEqual({ key: 1_201, kind: 'stdout', text: '1199' });
});

test.each([
  [[line('lab-a')], 0, 'lab-a'],
  [[line('HEAD'), line('row')], 0, 'HEAD 2 lines in all.'],
  [
    [line('[]'), line('Error: No such object: x', 'stderr')],
    1,
    'Exit code 1. Error: No such object: x 2 lines in all.',
  ],
  [[], 7, 'Exit code 7. Nothing was printed.'],
])('%j with exit code %i is told as "%s"', (lines, exitCode, words) => {
  expect(summary({ lines, exitCode, acted: false })).toBe(words);
});
