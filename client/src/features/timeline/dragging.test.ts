import { expect, test } from 'vitest';
import { Dragging } from './dragging.ts';

function tried() {
  const log: string[] = [];
  const dragging = new Dragging({
    move: (pixels) => log.push(`move ${pixels}`),
    zoom: (factor, x) => log.push(`zoom ${factor} at ${x}`),
  });
  return { log, dragging };
}

test('a press that stays where it is, is no drag', () => {
  const { log, dragging } = tried();
  dragging.begin({ pointerId: 1, offsetX: 100 });
  expect(dragging.move({ pointerId: 1, offsetX: 102 })).toBe(true);
  expect(dragging.end({ pointerId: 1, offsetX: 102 })).toBe('press');
  expect(log).toEqual([]);
});

test('one pointer drags, and is then no press', () => {
  const { log, dragging } = tried();
  dragging.begin({ pointerId: 1, offsetX: 100 });
  dragging.move({ pointerId: 1, offsetX: 110 });
  dragging.move({ pointerId: 1, offsetX: 105 });
  expect(dragging.end({ pointerId: 1, offsetX: 105 })).toBe('drag');
  expect(log).toEqual(['move 10', 'move -5']);
  expect(dragging.move({ pointerId: 1, offsetX: 300 })).toBe(false);
});

test('two fingers that part zoom in about their middle', () => {
  const { log, dragging } = tried();
  dragging.begin({ pointerId: 1, offsetX: 100 });
  dragging.begin({ pointerId: 2, offsetX: 200 });
  dragging.move({ pointerId: 2, offsetX: 300 });
  expect(log).toEqual(['zoom 0.5 at 200', 'move 50']);
  expect(dragging.end({ pointerId: 1, offsetX: 100 })).toBe('drag');
  expect(dragging.end({ pointerId: 2, offsetX: 300 })).toBe('drag');
});
