import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlottedTrial } from './dot-layout.ts';
import { layOutDots, PITCH } from './dot-layout.ts';

function trials(lost: readonly number[]): PlottedTrial[] {
  return lost.map((total, index) => {
    const lanes = [{ id: 'a' as const, counts: { lost: { total } } }];
    return { state: 'measured', number: index + 1, runId: `${index}`, lanes };
  });
}

test('every measured trial has one mark, and no two stand at the same place', () => {
  const counts = fc.array(fc.nat(6), { minLength: 1, maxLength: 50 });
  const widths = fc.double({ min: 3, max: 400, noNaN: true });
  fc.assert(
    fc.property(counts, widths, (lost, cell) => {
      const dots = layOutDots('a', trials(lost), cell, 72);
      expect(dots.map(({ number }) => number).sort((one, other) => one - other)).toEqual(
        lost.map((_, index) => index + 1),
      );
      const places = new Set(dots.map((dot) => `${dot.lost} ${dot.dx.toFixed(3)} ${dot.dy.toFixed(3)}`));
      expect(places.size).toBe(lost.length);
      for (const { dy } of dots) expect(Math.abs(dy)).toBeLessThanOrEqual(36);
    }),
  );
});

test('equal values stand apart by a whole mark while there is room', () => {
  const dots = layOutDots('a', trials(Array.from({ length: 12 }, () => 1)), 400, 72);
  for (const [index, dot] of dots.entries()) {
    for (const other of dots.slice(index + 1)) {
      expect(Math.hypot(dot.dx - other.dx, dot.dy - other.dy)).toBeGreaterThanOrEqual(PITCH - 1e-9);
    }
  }
});

test('a single trial stands on its value, and the layout is the same each time', () => {
  expect(layOutDots('a', trials([3]), 100, 72)).toEqual([{ number: 1, runId: '0', lost: 3, dx: 0, dy: 0 }]);
  expect(layOutDots('a', trials([3, 3, 1]), 100, 72)).toEqual(layOutDots('a', trials([3, 3, 1]), 100, 72));
});

test('a trial that was not measured has no mark', () => {
  expect(layOutDots('a', [{ state: 'broken' }, { state: 'stopped' }], 100, 72)).toEqual([]);
});
