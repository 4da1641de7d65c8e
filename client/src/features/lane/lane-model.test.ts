import { expect, test } from 'vitest';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import type { RunStatus } from '#protocol/run.ts';
import { runningLane } from './lane-model.ts';

// Only the state of a lane and the status of its run are looked at.
const state = (status: RunStatus, of: LaneState) => runningLane({ state: of } as LaneView, { status }, null).state;

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
