import { expect, test } from 'vitest';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import type { RunView } from '#protocol/run.ts';
import { runTimes } from './lane-times.ts';

const lane = (state: LaneState) =>
  ({ id: 'a', state, termination: { kind: 'kill', signal: 'SIGTERM' }, terminatedAtMs: 900 }) as LaneView;
/** A run whose traffic began at 100, as it was seen at 1,500; nothing else of it is looked at. */
const run = (change: Partial<RunView>) =>
  ({ status: 'running', now: 1_500, trafficStartedAtMs: 100, lanes: [lane('draining')], ...change }) as RunView;

test('goes on while there is traffic, or a lane drains', () => {
  expect(runTimes(run({ lanes: [lane('running')] }))).toMatchObject({ live: true, endedAt: null });
  expect(runTimes(run({ trafficEndedAtMs: 1_200 }))).toMatchObject({ live: true, endedAt: 1_200 });
});

test('rests at the last instant that is known where nobody saw the end of its traffic', () => {
  expect(runTimes(run({ status: 'interrupted' }))).toMatchObject({ live: false, endedAt: 1_500 });
  expect(runTimes(run({ status: 'invalid' }))).toMatchObject({ live: false, endedAt: 1_500 });
  expect(runTimes(run({}), false)).toMatchObject({ live: false, endedAt: 1_500 });
});

test('ended with its traffic where that was seen', () => {
  expect(runTimes(run({ status: 'finished', trafficEndedAtMs: 1_200 }))).toMatchObject({
    live: false,
    endedAt: 1_200,
  });
  expect(runTimes(run({ status: 'interrupted', trafficEndedAtMs: 1_200 }))).toMatchObject({ endedAt: 1_200 });
});
