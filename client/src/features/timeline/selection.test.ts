import { expect, test } from 'vitest';
import { requestRow } from './request-row.fixture.ts';
import { eventAfter, selectionAfter } from './selection.ts';

const rows = [1, 2, 3, 4, 5].map((number) => requestRow({ number, outcome: number % 2 === 0 ? 'cut' : 'completed' }));

test.each([
  [null, 'ArrowRight', 1],
  [null, 'ArrowLeft', 5],
  [5, 'ArrowRight', 5],
  [1, 'ArrowDown', 2],
  [2, 'ArrowDown', 4],
  [4, 'ArrowDown', 4],
  [5, 'ArrowUp', 4],
  [3, 'Home', 1],
  [3, 'End', 5],
  [3, 'Escape', null],
  [null, 'Escape', undefined],
  [3, 'x', undefined],
])('from %s, %s selects %s', (selected, key, next) => {
  expect(selectionAfter(rows, selected, key)).toBe(next);
});

test('nothing can be selected where there is nothing', () => {
  expect(selectionAfter([], null, 'ArrowRight')).toBeUndefined();
});

test.each([
  [null, 'ArrowRight', 'run:1'],
  [null, 'ArrowLeft', 'log:9'],
  ['run:1', 'ArrowRight', 'log:9'],
  ['log:9', 'ArrowRight', 'log:9'],
  ['log:9', 'Home', 'run:1'],
  ['run:1', 'x', undefined],
])('from event %s, %s selects %s', (selected, key, next) => {
  const events = ['run:1', 'log:9'].map((id, at) => ({
    id,
    at,
    knownAt: at,
    source: 'lab' as const,
    text: '',
    seq: null,
  }));
  expect(eventAfter(events, selected, key)?.id).toBe(next);
});
