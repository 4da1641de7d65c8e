import { expect, test } from 'vitest';
import { RunClockEstimate } from './run-clock-estimate.ts';

test('trusts the view that travelled the shortest', () => {
  let local = 1_000;
  const clock = new RunClockEstimate(() => local);
  expect(clock.now()).toBe(0);
  clock.observe({ now: 460, status: 'running' });
  local = 1_100;
  clock.observe({ now: 590, status: 'running' });
  local = 1_200;
  clock.observe({ now: 500, status: 'running' });
  expect(clock.now()).toBe(690);
});

test.each(['finished', 'invalid', 'interrupted'] as const)('stands still when the run is %s', (status) => {
  let local = 1_000;
  const clock = new RunClockEstimate(() => local);
  clock.observe({ now: 460, status: 'running' });
  clock.observe({ now: 700, status });
  local = 60_000;
  expect(clock.now()).toBe(700);
});
