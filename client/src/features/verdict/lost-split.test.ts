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
  expect(lostSplit(counts, false)).toBe(
    'Lost: 3 cut, 1 timed out. By the server’s log: 2 interrupted, 1 unread, 1 of unknown kind.',
  );
});

test('an invalid run never says that nothing was lost', () => {
  expect(lostSplit({ ...counts, cut: 0, timedOut: 0, lost: { ...counts.lost, total: 0 } }, true)).toContain(
    'unknown',
  );
});
