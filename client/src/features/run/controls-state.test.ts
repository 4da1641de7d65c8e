import { expect, test } from 'vitest';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import type { RunStatus } from '#protocol/run.ts';
import type { ControlsInput } from './controls-state.ts';
import { controlsState } from './controls-state.ts';

// Only the state of a lane is looked at.
const lane = (state: LaneState) => ({ state }) as LaneView;
const input = (status: RunStatus | null, states: LaneState[] = ['running', 'running']): ControlsInput => ({
  connected: true,
  view: status === null ? null : { status, lanes: states.map(lane) },
  laneCount: states.length,
  busy: null,
  isSpare: false,
  startWished: false,
  cannot: null,
  canCreate: true,
});
const allowed = (given: ControlsInput) => {
  const { start, end, reset } = controlsState(given);
  return { start: start === null, end: end === null, reset: reset === null };
};

test.each([
  [input(null), { start: true, end: false, reset: false }],
  [input('preparing', ['preparing', 'ready']), { start: false, end: false, reset: true }],
  [
    { ...input('preparing', ['preparing', 'ready']), isSpare: true },
    { start: true, end: false, reset: false },
  ],
  [
    { ...input('preparing', ['preparing', 'ready']), isSpare: true, startWished: true },
    { start: false, end: false, reset: false },
  ],
  [input('ready', ['ready', 'ready']), { start: true, end: true, reset: true }],
  [input('running'), { start: false, end: true, reset: true }],
  [input('running', ['exited', 'running']), { start: false, end: true, reset: true }],
  [input('running', ['exited', 'draining']), { start: false, end: false, reset: true }],
  [input('finished', ['exited', 'exited']), { start: true, end: false, reset: true }],
  [input('invalid', ['failed', 'exited']), { start: true, end: false, reset: true }],
  [
    { ...input('running'), connected: false },
    { start: false, end: false, reset: false },
  ],
  [
    { ...input(null), canCreate: false },
    { start: false, end: false, reset: false },
  ],
  [
    { ...input(null), cannot: 'This needs Docker.' },
    { start: false, end: false, reset: false },
  ],
  [
    { ...input(null), busy: 'starting' as const },
    { start: false, end: false, reset: false },
  ],
])('%#: what can be pressed follows the run', (given, expected) => {
  expect(allowed(given)).toEqual(expected);
});

test('says all instead of both with more than two lanes', () => {
  expect(controlsState(input('running')).word).toBe('both');
  expect(controlsState(input('running', ['running', 'running', 'running'])).word).toBe('all');
});

test('what the page wants first locks the start and the end, and says why', () => {
  const locked = controlsState({ ...input('ready', ['ready', 'ready']), lockedBecause: 'Predict first' });
  expect(locked).toMatchObject({ start: 'Predict first', end: 'Predict first', reset: null });
});
