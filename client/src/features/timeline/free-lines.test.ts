import { expect, test } from 'vitest';
import { FreeLines } from './free-lines.ts';

test('gives the first line that is free, and one more where none is', () => {
  const lines = new FreeLines();
  for (let line = 0; line < 1_000; line++) {
    expect(lines.firstFree(0)).toBe(line);
    lines.take(line, 10 + (line % 7));
  }
  expect(lines.firstFree(9)).toBe(1_000);
  expect(lines.firstFree(10)).toBe(0);
  lines.take(0, Number.POSITIVE_INFINITY);
  expect(lines.firstFree(10)).toBe(7);
  lines.take(0, 12);
  expect(lines.firstFree(12)).toBe(0);
});

test('a hundred thousand requests that wait beside one another find their lines at once', () => {
  const lines = new FreeLines();
  const began = performance.now();
  for (let line = 0; line < 100_000; line++) lines.take(lines.firstFree(line), Number.POSITIVE_INFINITY);
  // A search through all lines takes minutes.
  expect(performance.now() - began).toBeLessThan(2_000);
});
