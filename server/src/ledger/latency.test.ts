import { expect, test } from 'vitest';
import { latencyOf } from './latency.ts';
import { cutAt, facts, refused, row } from './testing.ts';

test('counts from when a request was due, so that a wait for its turn is part of it', () => {
  const { before } = latencyOf(facts([row(1, 100, { sentAt: 400, endedAt: 500 })]));
  expect(before?.p50).toBeCloseTo(400, 0);
});

test('parts what was answered before the signal from what was answered after it', () => {
  const quick = Array.from({ length: 99 }, (_, index) => row(index + 1, index, { endedAt: index + 10 }));
  const rows = [...quick, row(100, 100, { endedAt: 350 }), row(101, 900, { endedAt: 1_200 })];
  const { before, draining } = latencyOf(facts(rows));
  expect(before?.count).toBe(100);
  expect(before?.p50).toBeCloseTo(10, 1);
  expect(before?.p99).toBeCloseTo(10, 1);
  expect(draining).toMatchObject({ count: 1 });
  expect(draining?.p99).toBeCloseTo(300, 0);
});

test('knows nothing of what was never answered', () => {
  const rows = [row(1, 100, refused), row(2, 900, cutAt(1_100))];
  expect(latencyOf(facts(rows))).toEqual({ before: null, draining: null });
});

test('what a container answered after its restart policy had brought it back is no part of the drain', () => {
  const rows = [
    row(1, 900, { endedAt: 1_200 }),
    row(2, 1_500, { endedAt: 1_510 }),
    row(3, 2_000, { endedAt: 2_010 }),
  ];
  expect(latencyOf(facts(rows, { exitedAt: 1_312 })).draining).toMatchObject({ count: 1 });
  expect(latencyOf(facts(rows, { exitedAt: null })).draining).toMatchObject({ count: 3 });
});
