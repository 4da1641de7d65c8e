import { expect, test } from 'vitest';
import { Selected } from './selected.ts';

test('what the pointer passes over is shown for that long', () => {
  const selected = new Selected();
  selected.passOver({ request: 3 });
  expect([selected.request, selected.isChosen]).toEqual([3, false]);
  selected.passOver(null);
  expect(selected.request).toBeNull();
});

test('a request that was chosen stays while the pointer moves on, until it is let go', () => {
  const selected = new Selected();
  selected.choose({ request: 3 });
  selected.passOver({ request: 4 });
  expect([selected.request, selected.isChosen]).toEqual([3, true]);
  selected.choose(null);
  selected.passOver({ request: 4 });
  expect([selected.request, selected.isChosen]).toEqual([4, false]);
});

test('an event that was chosen leaves the marks to the pointer, and is shown again behind it', () => {
  const selected = new Selected();
  let told = 0;
  selected.subscribe(() => {
    told += 1;
  });
  selected.choose({ laneId: 'b', event: 'log:7' });
  selected.passOver({ request: 4 });
  expect([selected.request, selected.event('b'), selected.isChosen]).toEqual([4, null, false]);
  selected.passOver(null);
  expect([selected.request, selected.event('b'), selected.isChosen]).toEqual([null, 'log:7', true]);
  expect(told).toBe(3);
});
