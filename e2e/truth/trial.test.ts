import { expect, test } from 'vitest';
import { SHORT_SEEDS, trialOf } from './trial.ts';

test('the same seed is the same trial, and neighbours have little in common', () => {
  expect(trialOf(17)).toEqual(trialOf(17));
  const traffics = new Set([1, 3, 5, 7, 9, 11].map((seed) => JSON.stringify(trialOf(seed).traffic)));
  expect(traffics.size).toBe(6);
});

test('the short trials have every termination, worker class, model and kind of connection on both engines', () => {
  for (const engine of ['docker', 'embedded']) {
    const trials = SHORT_SEEDS.map(trialOf).filter((trial) => trial.engine === engine);
    const lanes = trials.flatMap((trial) => trial.lanes);
    const ends = lanes.map(({ termination }) => (termination.kind === 'kill' ? termination.signal : 'stop'));
    expect(new Set(ends), engine).toEqual(new Set(['SIGKILL', 'SIGTERM', 'stop']));
    expect(new Set(lanes.map(({ knobs }) => knobs.workerClass)), engine).toEqual(new Set(['sync', 'gthread']));
    expect(new Set(trials.map(({ traffic }) => `${traffic.model} ${traffic.keepAlive}`)).size, engine).toBe(4);
  }
});
