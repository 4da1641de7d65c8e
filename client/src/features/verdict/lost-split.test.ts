import { expect, test } from 'vitest';
import type { Counts } from '#protocol/request.ts';
import { lostSplit } from './lost-split.ts';

const counts: Counts = {
  due: 40,
  completed: 20,
  refused: 16,
  cut: 3,
  timedOut: 1,
  notSent: 0,
  inFlight: 0,
  serverErrors: 0,
  lost: { total: 4, unread: 1, interrupted: 2, unacknowledged: 0, unknown: 1 },
};

test('says how requests were lost and what the server’s log says of them', () => {
  expect(lostSplit(counts, false, true)).toBe(
    'Lost: 3 cut, 1 timed out. By the server’s log: 2 interrupted, 1 unread, 1 of unknown kind.',
  );
});

test('names no way in which nothing was lost', () => {
  const lost = { total: 1, unread: 1, interrupted: 0, unacknowledged: 0, unknown: 0 };
  expect(lostSplit({ ...counts, cut: 1, timedOut: 0, lost }, false, true)).toBe(
    'Lost: 1 cut. By the server’s log: 1 unread.',
  );
});

test('while the run goes on, nothing lost is nothing lost so far', () => {
  const none = { ...counts, cut: 0, timedOut: 0, lost: { ...counts.lost, total: 0 } };
  expect(lostSplit(none, false, false)).toBe('No request was lost so far.');
  expect(lostSplit(none, false, true)).toBe('No request was lost.');
});

test('what nobody knows is said to be unknown', () => {
  expect(lostSplit({ ...counts, lost: null }, false, true)).toContain('unknown');
});

test('an invalid run never says that nothing was lost', () => {
  expect(lostSplit({ ...counts, cut: 0, timedOut: 0, lost: { ...counts.lost, total: 0 } }, true, true)).toContain(
    'unknown',
  );
});
