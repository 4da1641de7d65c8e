import { expect, test } from 'vitest';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import type { RunStatus } from '#protocol/run.ts';
import { steps } from './steps.ts';

// Only states and answers are looked at.
const lane = (state: LaneState, completed: number) => ({ state, counts: { completed } }) as LaneView;
const current = (status: RunStatus, ...lanes: LaneView[]) =>
  steps({ status, lanes }, 'both').findIndex(({ state }) => state === 'current');

test('the steps follow the run', () => {
  expect(steps(null, 'all')[0]).toEqual({ words: 'Start all: each lane gets the same requests', state: 'current' });
  expect(current('running', lane('running', 0), lane('running', 0))).toBe(1);
  expect(current('running', lane('running', 5), lane('running', 5))).toBe(2);
  expect(current('running', lane('exited', 5), lane('draining', 5))).toBe(2);
  expect(current('running', lane('exited', 5), lane('exited', 5))).toBe(3);
  expect(current('finished', lane('exited', 5), lane('exited', 5))).toBe(3);
});
