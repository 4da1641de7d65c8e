import { expect, test } from 'vitest';
import type { LaneTimes, RunTimes } from './lane-times.ts';
import { fittingWindow, laneOrigin, wholeWindow, zoomed } from './window.ts';

const lane = (change: Partial<LaneTimes>): LaneTimes => ({
  id: 'a',
  terminatedAt: null,
  exitedAt: null,
  readinessOffAt: null,
  cameBackAt: null,
  signalName: 'SIGTERM',
  isHard: false,
  exitName: '',
  alive: true,
  ...change,
});
const run = (...lanes: LaneTimes[]): RunTimes => ({ lanes, startedAt: 1_000, endedAt: null, live: true });

test('follows now until a signal is sent', () => {
  const times = run(lane({}), lane({ id: 'b' }));
  expect(laneOrigin(times, 0, 9_000)).toBe(9_000);
  expect(fittingWindow(times, 9_000).to).toBeGreaterThan(0);
});

test('every lane calls its own signal 0', () => {
  const times = run(lane({ terminatedAt: 5_000, exitedAt: 5_012 }), lane({ id: 'b', terminatedAt: 5_100 }));
  expect([0, 1].map((index) => laneOrigin(times, index, 9_000))).toEqual([5_000, 5_100]);
});

test('shows the slowest exit and at least a second on each side of the signal', () => {
  const quick = fittingWindow(run(lane({ terminatedAt: 5_000, exitedAt: 5_012 })), 6_000);
  expect(quick).toEqual({ from: -1_000, to: 1_000 });
  const slow = fittingWindow(run(lane({ terminatedAt: 5_000, exitedAt: 15_000 })), 20_000);
  expect(slow.to).toBeGreaterThan(10_000);
});

test('shows the wait before the signal, and the return after the exit', () => {
  const waited = fittingWindow(run(lane({ readinessOffAt: 2_000, terminatedAt: 5_000, exitedAt: 5_012 })), 6_000);
  expect(waited.from).toBeLessThan(-3_000);
  const back = fittingWindow(run(lane({ terminatedAt: 5_000, exitedAt: 5_012, cameBackAt: 7_000 })), 9_000);
  expect(back.to).toBeGreaterThan(2_000);
});

test('of a lane that ran on and was removed shows no more than the traffic', () => {
  const removed = lane({ terminatedAt: 5_000, alive: false });
  expect(fittingWindow({ ...run(removed), endedAt: 9_000 }, 600_000).to).toBeLessThan(10_000);
});

test('a lane that was never ended rests where the traffic ended', () => {
  expect(laneOrigin({ ...run(lane({})), endedAt: 7_000 }, 0, 60_000)).toBe(7_000);
});

test('the whole run is from the first request to the last thing that happened', () => {
  const times = { ...run(lane({ terminatedAt: 5_000, exitedAt: 5_012 })), endedAt: 7_000 };
  const { from, to } = wholeWindow(times, 60_000);
  expect(from).toBeLessThanOrEqual(-4_000);
  expect(to).toBeGreaterThanOrEqual(2_000);
});

test('zooming keeps the place that it zooms about', () => {
  expect(zoomed({ from: -1_000, to: 1_000 }, 0.5, 0)).toEqual({ from: -500, to: 500 });
  expect(zoomed({ from: 0, to: 1_000 }, 0.5, 0)).toEqual({ from: 0, to: 500 });
});
