import { expect, test } from 'vitest';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import type { RunStatus } from '#protocol/run.ts';
import { runningLane } from './lane-model.ts';

const exit = { exitCode: 0 };
// Only the state of a lane, whether it has an exit, and the status of its run are looked at.
const state = (status: RunStatus, of: LaneState, seen: object = { exit }) =>
  runningLane({ state: of, ...seen } as LaneView, { status }, null).state;

test('a lane of a run that goes on is shown as it is', () => {
  expect(state('running', 'draining')).toBe('draining');
  expect(state('preparing', 'preparing')).toBe('preparing');
});

test('of a lane that nobody saw the end of before its run was over, the end is unknown', () => {
  expect(state('interrupted', 'running')).toBe('unknown');
  expect(state('interrupted', 'draining')).toBe('unknown');
  expect(state('invalid', 'ready')).toBe('unknown');
  expect(state('interrupted', 'exited')).toBe('exited');
  expect(state('invalid', 'failed')).toBe('failed');
});

test('a container that the lab removed before it had ended did not exit', () => {
  expect(state('finished', 'exited', {})).toBe('removed');
  expect(state('finished', 'exited')).toBe('exited');
});
