import { expect, test } from 'vitest';
import { requestRow } from './request-row.fixture.ts';
import { isInstant, Slots } from './slots.ts';

const span = (number: number, dueAt: number, endedAt: number | null) =>
  requestRow({ number, dueAt, endedAt, outcome: endedAt === null ? null : 'completed' });

test('requests that overlap stand on lines of their own, and a free line is used again', () => {
  const slots = new Slots();
  for (const row of [span(1, 0, 100), span(2, 50, 150), span(3, 200, 300)]) slots.place(row);
  expect([1, 2, 3].map((number) => slots.of(number))).toEqual([0, 1, 0]);
});

test('a request keeps its line when its answer comes', () => {
  const slots = new Slots();
  slots.place(span(1, 0, null));
  slots.place(span(2, 50, null));
  slots.place(span(1, 0, 60));
  slots.place(span(3, 100, null));
  expect([1, 2, 3].map((number) => slots.of(number))).toEqual([0, 1, 0]);
});

test('what is not connected takes no line, whether it waits or was refused', () => {
  expect(isInstant({ outcome: null, connectedAt: null })).toBe(true);
  expect(isInstant({ outcome: 'refused', connectedAt: null })).toBe(true);
  expect(isInstant({ outcome: null, connectedAt: 5 })).toBe(false);
  expect(isInstant({ outcome: 'timed-out', connectedAt: null })).toBe(false);
});
