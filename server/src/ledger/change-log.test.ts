import { expect, test } from 'vitest';
import { ChangeLog } from './change-log.ts';

test('keeps no more than about two entries a row, however often rows change', () => {
  const log = new ChangeLog();
  for (let change = 0; change < 50_000; change += 1) log.touch(change % 100);
  expect(log.length).toBeLessThanOrEqual(2 * 100 + 1024 + 1);
  const { version, numbers } = log.since(0, 1000);
  expect(version).toBe(50_000);
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, number) => number));
});

test('goes on where a limit cut it short', () => {
  const log = new ChangeLog();
  for (const number of [1, 2, 3, 2]) log.touch(number);
  expect(log.since(0, 2)).toEqual({ version: 3, numbers: [1, 3] });
  expect(log.since(3, 2)).toEqual({ version: 4, numbers: [2] });
  expect(log.since(4, 2)).toEqual({ version: 4, numbers: [] });
});
