import { expect, test } from 'vitest';
import { changeWords } from './change-words.ts';
import type { Change } from './run.ts';

const threads = (laneId: Change['laneId'], to: string): Change => ({
  laneId,
  name: 'threads',
  label: 'Threads',
  from: '8',
  to,
});

test('says what was changed from what to what, and in which lanes', () => {
  expect(changeWords([threads('a', '2')])).toEqual(['Threads 8 → 2 in lane A']);
  expect(changeWords([threads('a', '2'), threads('b', '2'), threads('c', '4')])).toEqual([
    'Threads 8 → 2 in lanes A and B',
    'Threads 8 → 4 in lane C',
  ]);
  expect(changeWords([threads('a', '2'), threads('b', '2'), threads('c', '2')])).toEqual([
    'Threads 8 → 2 in lanes A, B and C',
  ]);
});

test('what all lanes share names none', () => {
  expect(changeWords([{ laneId: null, name: 'r', label: 'Requests a second', from: '10', to: '50' }])).toEqual([
    'Requests a second 10 → 50',
  ]);
});
