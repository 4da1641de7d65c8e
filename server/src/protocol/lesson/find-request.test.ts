import { expect, test } from 'vitest';
import { cutAt, refused, row } from '../../ledger/testing.ts';
import { findRequest } from './find-request.ts';
import type { RequestKind } from './request-kinds.ts';

/** The signal came at 1000. */
const rows = [
  row(1, 100),
  row(2, 920, { endedAt: 1_100 }),
  row(3, 950, { ...cutAt(1_010), evidence: 'received' }),
  row(4, 980, { ...cutAt(1_010), evidence: 'stored' }),
  row(5, 1_100, cutAt(1_120)),
  row(6, 1_200, refused),
  row(7, 1_300, { status: 502 }),
];

test.each<[RequestKind, number]>([
  ['in-flight-answered', 2],
  ['in-flight-cut', 3],
  ['first-interrupted', 3],
  ['first-unacknowledged', 4],
  ['first-unread', 5],
  ['first-after', 5],
  ['first-refused', 6],
  ['first-server-error', 7],
])('%s is request %i', (kind, number) => {
  expect(findRequest(kind, rows, 1_000)).toBe(number);
});

test('before a signal nothing stands in relation to it', () => {
  expect(findRequest('in-flight-cut', rows, null)).toBeNull();
  expect(findRequest('first-after', rows, null)).toBeNull();
  expect(findRequest('first-refused', [], 1_000)).toBeNull();
});
