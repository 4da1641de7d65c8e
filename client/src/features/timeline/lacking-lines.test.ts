import { expect, test } from 'vitest';
import type { LaneLogLine } from '#protocol/log.ts';
import { lacksLines } from './lacking-lines.ts';

const line = (seq: number, at: number, text: string): LaneLogLine => {
  return { seq, at, writtenAt: null, stream: 'stdout', text };
};
const row = { receivedAt: 10, storedAt: 20 };
const received = line(1, 10, 'request=1 received');
const stored = line(2, 20, 'request=1 stored');
const later = line(900, 800, 'request=400 received');

test('lines that were let go are lacking, each of them', () => {
  expect(lacksLines(row, [], [{ skipped: 3 }, later])).toBe(true);
  expect(lacksLines(row, [stored], [stored, later])).toBe(true);
});

test('nothing is lacking where all of it is here, and of a request that the log never named', () => {
  expect(lacksLines(row, [received, stored], [received, stored, later])).toBe(false);
  expect(lacksLines({ receivedAt: null, storedAt: null }, [], [later])).toBe(false);
});

test('what is still on its way is not lacking', () => {
  expect(lacksLines(row, [received], [received])).toBe(false);
  expect(lacksLines(row, [], [])).toBe(false);
});
