import { expect, test } from 'vitest';
import type { Exit } from '#protocol/lane.ts';
import { exitMeaning } from './exit-meaning.ts';

const killed: Exit = {
  exitCode: 137,
  signal: 'SIGKILL',
  oomKilled: false,
  oomReported: true,
  forced: true,
  endedBy: 'lab',
  durationMs: 12.3,
};
const sigkill = { kind: 'kill', signal: 'SIGKILL' } as const;

test('137 is 128 + 9, and not out of memory by the engine’s own word', () => {
  const { headline, notes, tone } = exitMeaning(killed, sigkill, 'docker');
  expect(headline).toBe('137 = 128 + 9 (SIGKILL), 12 ms after the signal');
  expect(notes).toEqual(['Not out of memory: the engine says OOMKilled = false']);
  expect(tone).toBe('bad');
});

test('an engine that does not report it is not quoted', () => {
  expect(exitMeaning({ ...killed, oomReported: false }, sigkill, 'embedded').notes).toEqual([
    'Whether memory ran out the embedded engine cannot tell',
  ]);
});

test('a kill for lack of memory is named', () => {
  const oom: Exit = { ...killed, oomKilled: true, forced: false, endedBy: 'itself' };
  expect(exitMeaning(oom, null, 'docker').notes).toContain('Out of memory: the engine says OOMKilled = true');
});

test('0 does not promise that nothing was lost', () => {
  const { headline, notes, tone } = exitMeaning(
    { ...killed, exitCode: 0, signal: null, forced: false, durationMs: 312 },
    { kind: 'kill', signal: 'SIGTERM' },
    'docker',
  );
  expect(headline).toBe('Ended with code 0, 312 ms after the signal');
  expect(notes).toEqual(['Exit 0 says how it ended, not what it lost']);
  expect(tone).toBe('ok');
});

test('a stop that ran out of its grace period says so, and one that was not given it says that', () => {
  const stop = { kind: 'stop', gracePeriodSeconds: 3 } as const;
  expect(exitMeaning({ ...killed, durationMs: 3_100 }, stop, 'docker').notes[0]).toBe(
    'Forced: SIGKILL followed after the grace period of 3 s',
  );
  expect(exitMeaning({ ...killed, durationMs: 800 }, stop, 'docker').notes[0]).toBe(
    'Forced: a SIGKILL came before the grace period of 3 s was over',
  );
});

test('a kill for lack of memory while it drains is counted from the signal', () => {
  const oom: Exit = { ...killed, oomKilled: true, forced: false, endedBy: 'itself', durationMs: 500 };
  const { headline, notes } = exitMeaning(oom, { kind: 'kill', signal: 'SIGTERM' }, 'docker');
  expect(headline).toContain('500 ms after the signal');
  expect(notes).toEqual(['Ended by itself', 'Out of memory: the engine says OOMKilled = true']);
});

test('a container that somebody else ended says so', () => {
  expect(exitMeaning({ ...killed, forced: false, endedBy: 'outside' }, null, 'docker').notes[0]).toBe(
    'Ended from outside the lab',
  );
});

test('a code that nobody learned is not made up', () => {
  const { code, headline } = exitMeaning({ ...killed, exitCode: null, signal: null }, sigkill, 'docker');
  expect(code).toBe('?');
  expect(headline).toContain('never learned');
});

test('after a fault the time is told from the request, since nobody sent a signal', () => {
  const meaning = exitMeaning(
    { ...killed, exitCode: 1, signal: null, forced: false, endedBy: 'itself', durationMs: 40 },
    { kind: 'fault', fault: 'crash' },
    'Docker',
  );
  expect(meaning.headline).toBe('Ended with code 1, 40 ms after the request that made it fail');
});

test('a docker kill that follows a fault is not said to be that fault', () => {
  const meaning = exitMeaning({ ...killed, durationMs: 40 }, { kind: 'fault', fault: 'crash' }, 'Docker');
  expect(meaning.headline).toContain('40 ms after the request that was to make it fail');
});
