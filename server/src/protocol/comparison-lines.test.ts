import { expect, test } from 'vitest';
import { comparisonLines } from './comparison-lines.ts';
import type { Exit } from './lane.ts';
import type { Comparison } from './run.ts';

type Lane = Comparison['lanes'][number];

const lane = (change: Partial<Lane> = {}): Lane => ({
  laneId: 'a',
  label: 'a lane',
  due: 9,
  completed: 8,
  refused: 1,
  cut: 0,
  timedOut: 0,
  notSent: 0,
  lost: { total: 0, unread: 0, interrupted: 0, unacknowledged: 0, unknown: 0 },
  serverErrors: 0,
  sentAgain: null,
  inFlightAtSignal: { total: 0, answered: 0 },
  afterSignal: { answered: 0, lost: 0, refused: 0 },
  closed: false,
  latency: { before: null, draining: null },
  exitCode: 0,
  durationMs: 12,
  exit: null,
  sent: null,
  promises: {},
  ...change,
});
const end = (change: Partial<Exit>): Exit => ({
  exitCode: 137,
  signal: 'SIGKILL',
  oomKilled: false,
  oomReported: true,
  forced: false,
  endedBy: 'lab',
  durationMs: 12,
  ...change,
});
const valuesOf = (name: string, ...lanes: Lane[]) =>
  comparisonLines({ final: true, sentence: [], lanes }).find((line) => line.name === name)?.values;

test('server errors have a line where some lane has one', () => {
  expect(valuesOf('Server errors', lane(), lane())).toBeUndefined();
  expect(valuesOf('Server errors', lane(), lane({ serverErrors: 3 }))).toEqual(['0', '3']);
});

test('what a client sent again has a line where some client did', () => {
  const name = 'Sent again after the restart';
  expect(valuesOf(name, lane(), lane())).toBeUndefined();
  expect(valuesOf(name, lane(), lane({ sentAgain: { sent: 4, duplicated: 3 } }))).toEqual([
    'none',
    '4, 3 done twice',
  ]);
});

test('what killed a lane is told apart where the code is the same: 137 by a kill and 137 for lack of memory', () => {
  const kill = lane({ exit: end({ forced: true }), sent: { kind: 'kill', signal: 'SIGKILL' } });
  const memory = lane({
    exit: end({ oomKilled: true, endedBy: 'itself' }),
    sent: { kind: 'fault', fault: 'out-of-memory' },
  });
  const stop = lane({
    exit: end({ forced: true, durationMs: 2_010 }),
    sent: { kind: 'stop', gracePeriodSeconds: 2 },
  });
  expect(valuesOf('Exit', kill, memory, stop)).toEqual([
    '137 = 128 + 9 (SIGKILL), 12 ms after the signal',
    '137 = 128 + 9 (SIGKILL), 12 ms after the request that made it fail',
    '137 = 128 + 9 (SIGKILL), 2.0 s after the signal',
  ]);
  expect(valuesOf('What the exit means', kill, memory, stop)).toEqual([
    'Not out of memory: the engine says OOMKilled = false',
    'Ended by itself. Out of memory: the engine says OOMKilled = true',
    'Forced: SIGKILL followed after the grace period of 2 s. Not out of memory: the engine says OOMKilled = false',
  ]);
});

test('a lane that has not ended has no exit', () => {
  expect(valuesOf('Exit', lane(), lane({ exit: end({}) }))?.[0]).toBe('none');
  expect(valuesOf('What the exit means', lane())).toBeUndefined();
});

test('cut, timed out and not sent have lines where some lane has one', () => {
  expect(valuesOf('Cut', lane())).toBeUndefined();
  expect(valuesOf('Cut', lane(), lane({ cut: 2 }))).toEqual(['0', '2']);
  expect(valuesOf('Timed out', lane({ timedOut: 1 }))).toEqual(['1']);
  expect(valuesOf('Not sent', lane({ notSent: 4 }))).toEqual(['4']);
});

test('times stand beside how many they are of, and closed lanes beside what their times leave out', () => {
  const latency = { before: { count: 214, p50: 12, p99: 40 }, draining: null };
  expect(valuesOf('Answered before the signal', lane({ latency }))).toEqual([
    '214, half within 12 ms, 99 % within 40 ms',
  ]);
  const note = 'What these times leave out';
  expect(valuesOf(note, lane({ latency }))).toBeUndefined();
  expect(valuesOf(note, lane({ latency, closed: true }))?.[0]).toContain('while one waits');
});
