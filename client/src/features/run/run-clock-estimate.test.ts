import { expect, test } from 'vitest';
import { RunClockEstimate } from './run-clock-estimate.ts';

test('trusts the view that travelled the shortest', () => {
  let local = 1_000;
  const clock = new RunClockEstimate(() => local);
  expect(clock.now()).toBe(0);
  clock.observe(460);
  local = 1_100;
  clock.observe(590);
  local = 1_200;
  clock.observe(500);
  expect(clock.now()).toBe(690);
});
