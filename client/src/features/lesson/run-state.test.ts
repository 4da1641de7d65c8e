import { expect, test } from 'vitest';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import type { RunView } from '#protocol/run.ts';
import { placeInRun } from './run-state.ts';

// Only states and answers are looked at.
const run = (status: RunView['status'], ...lanes: [LaneState, number][]) =>
  ({
    status,
    trafficStartedAtMs: 1,
    lanes: lanes.map(([state, completed]) => ({ state, counts: { completed } }) as LaneView),
  }) as RunView;

test('what comes next follows the run', () => {
  expect(placeInRun(null)).toBe(0);
  expect(placeInRun(run('ready', ['ready', 0], ['ready', 0]))).toBe(0);
  expect(placeInRun(run('running', ['running', 0], ['running', 3]))).toBe(1);
  expect(placeInRun(run('running', ['running', 2], ['running', 3]))).toBe(2);
  expect(placeInRun(run('running', ['exited', 2], ['running', 3])), 'one lane is still to be ended').toBe(2);
  expect(placeInRun(run('running', ['exited', 2], ['draining', 3]))).toBe(3);
  expect(placeInRun(run('running', ['exited', 2], ['exited', 3]))).toBe(4);
  expect(placeInRun(run('finished', ['exited', 2], ['exited', 3]))).toBe(4);
  expect(placeInRun(run('invalid', ['failed', 2], ['exited', 3])), 'it begins again').toBe(0);
});
