import { expect, test } from 'vitest';
import { TypedLines } from './history.ts';

test('goes back through what was typed, and forth to what is being typed', () => {
  const lines = new TypedLines([]);
  for (const line of ['one', 'two', 'two', ' ', 'three']) lines.add(line);
  expect([lines.earlier('draft'), lines.earlier(''), lines.earlier(''), lines.earlier('')]).toEqual([
    ...['three', 'two', 'one', null],
  ]);
  expect([lines.later(), lines.later(), lines.later(), lines.later()]).toEqual(['two', 'three', 'draft', null]);
});

test('what is typed once more is the newest, once', () => {
  const lines = new TypedLines([]);
  for (const line of ['one', 'two', 'one']) lines.add(line);
  expect([lines.earlier(''), lines.earlier(''), lines.earlier('')]).toEqual(['one', 'two', null]);
});

test('begins at the newest again when a line was run', () => {
  const lines = new TypedLines(['one', 'two']);
  lines.earlier('');
  lines.earlier('');
  lines.add('three');
  expect(lines.earlier('')).toBe('three');
});
