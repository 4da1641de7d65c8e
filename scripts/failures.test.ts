import { expect, test } from 'vitest';
import { failureList } from './failures.ts';

test('each failure is one line with the first of its error under it, without colours and empty lines', () => {
  const message = `\x1b[31mError\x1b[39m: expected 1\n\n  received 2\n${'at somewhere\n'.repeat(50)}`;
  const list = failureList([
    { where: 'a.test.ts › adds', message },
    { where: 'b.test.ts › ends', message: '' },
  ]);
  expect(list.split('\n').slice(0, 4)).toEqual([
    '✗ a.test.ts › adds',
    '    Error: expected 1',
    '      received 2',
    '    at somewhere',
  ]);
  expect(list.split('\n').length).toBe(8);
  expect(list).toMatch(/✗ b\.test\.ts › ends$/);
});

test('nothing that failed is nothing to read', () => {
  expect(failureList([])).toBe('');
});
