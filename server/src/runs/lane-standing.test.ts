import { expect, test } from 'vitest';
import { LabError } from '../errors.ts';
import { LaneStanding } from './lane-standing.ts';

const step = { phase: 'image', said: { text: 'Step 1/2' } } as const;

test('goes from preparing to its end, and tells its steps while it prepares', () => {
  const standing = new LaneStanding();
  standing.prepares(step);
  expect([standing.state, standing.progress]).toEqual(['preparing', step]);
  standing.ready();
  expect([standing.state, standing.progress]).toEqual(['ready', null]);
  standing.begin();
  expect(standing.state).toBe('running');
  standing.drain();
  standing.containerEnded();
  // Its log is still being read, and nothing can be sent any more.
  expect([standing.state, standing.sendingState]).toEqual(['draining', 'exited']);
  standing.exited();
  expect(standing.state).toBe('exited');
});

test('what fails tells no steps any more, and fails once', () => {
  const standing = new LaneStanding();
  const first = new LabError('engine-failed', 'the first');
  expect(standing.fail(first)).toBe(true);
  standing.prepares(step);
  expect(standing.fail(new LabError('engine-failed', 'the second'))).toBe(false);
  expect(standing).toMatchObject({ state: 'failed', sendingState: 'failed', error: first, progress: null });
});

test('is put back to where it was before it was told to end, unless it has gone on', () => {
  const standing = new LaneStanding();
  standing.ready();
  standing.begin();
  const stay = standing.drain();
  const stillDraining = standing.drain();
  stillDraining();
  expect(standing.state).toBe('draining');
  stay();
  expect(standing.state).toBe('running');
  const late = standing.drain();
  standing.exited();
  late();
  expect(standing.state).toBe('exited');
});
