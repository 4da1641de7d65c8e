import { expect, test } from 'vitest';
import { plainText, terminalText } from './line-text.ts';

const ESC = '\u001b';
const started = new Date(2026, 0, 2, 11, 15, 40).getTime();
const line = {
  seq: 1,
  at: 1_402,
  writtenAt: null,
  stream: 'stdout' as const,
  text: `request=1 ${ESC}[32mstored${ESC}[0m`,
};

test('a line begins with its time and keeps its colours', () => {
  expect(terminalText(line, started, 80)).toBe(
    `${ESC}[90m11:15:41.402${ESC}[0m request=1 ${ESC}[32mstored${ESC}[0m${ESC}[0m`,
  );
});

test('a line of another container of the lane begins with that, as docker compose has it', () => {
  const of = { ...line, from: 'replica 2' };
  expect(plainText(of, started)).toBe('11:15:41.402 replica 2 | request=1 stored');
  expect(terminalText(of, started, 80)).toContain(`${ESC}[36mreplica 2 | ${ESC}[0mrequest=1`);
});

test('the container’s own time goes before the lab’s', () => {
  const written = new Date(2026, 0, 2, 12, 0, 0, 7).getTime();
  expect(plainText({ ...line, writtenAt: written }, started)).toBe('12:00:00.007 request=1 stored');
});

test('what the lab did is a rule that never wraps', () => {
  const lab = { ...line, stream: 'lab' as const, text: 'docker kill · SIGKILL' };
  const bare = (columns: number) =>
    terminalText(lab, started, columns).replaceAll(new RegExp(`${ESC}\\[[0-9;]*m`, 'g'), '');
  expect(bare(80)).toMatch(/^── docker kill · SIGKILL ─{10,}$/);
  expect(bare(28).length).toBeLessThanOrEqual(28);
});

test('a gap says how many lines are gone', () => {
  expect(plainText({ skipped: 1_204 }, started)).toBe('── 1,204 lines skipped ──');
});
