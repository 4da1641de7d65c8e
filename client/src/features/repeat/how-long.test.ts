import { expect, test } from 'vitest';
import { aboutText, remainingMs } from './how-long.ts';

// Only how long it took is looked at.
const trial = (tookMs: number) => ({ tookMs }) as never;

test.each([
  [900, 'about 5 s'],
  [38_000, 'about 40 s'],
  [89_000, 'about 90 s'],
  [90_000, 'about 2 minutes'],
  [361_000, 'about 6 minutes'],
])('%i ms are %s', (ms, text) => {
  expect(aboutText(ms)).toBe(text);
});

test('the rest takes as long as the trials so far did', () => {
  const results = [trial(6_000), trial(8_000)];
  expect(remainingMs({ status: 'running', trials: 10, results })).toBe(56_000);
  expect(remainingMs({ status: 'running', trials: 10, results: [] })).toBeNull();
  expect(remainingMs({ status: 'stopped', trials: 10, results })).toBeNull();
});
