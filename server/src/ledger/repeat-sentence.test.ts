import { describe, expect, test } from 'vitest';
import type { RepeatRecord } from '#protocol/repeat.ts';
import { tellRepeat } from './repeat-sentence.ts';
import { brokenTrial, measuredTrial } from './trial.fixture.ts';

type Told = Parameters<typeof tellRepeat>[0];

const LANES: RepeatRecord['lanes'] = [
  {
    id: 'a',
    label: 'docker kill',
    summary: '',
    termination: { kind: 'kill', signal: 'SIGKILL' },
    standInFor: null,
  },
  {
    id: 'b',
    label: 'SIGTERM kill',
    summary: '',
    termination: { kind: 'kill', signal: 'SIGTERM' },
    standInFor: null,
  },
];

function tell(pairs: [number, number][], more: Partial<Told> = {}): string {
  const results = pairs.map(([a, b], index) => measuredTrial(index + 1, { a, b }));
  return words({ status: 'finished', trials: pairs.length, lanes: LANES, results, ...more });
}

const words = (told: Told) =>
  tellRepeat(told)
    .map(({ text }) => text)
    .join('');

describe('the sentence of a repeat', () => {
  test('gives each lane’s range and median, and what came every time', () => {
    expect(
      tell([
        [2, 1],
        [3, 1],
        [4, 1],
      ]),
    ).toBe(
      'In 3 trials docker kill lost 2 to 4 requests, median 3; SIGTERM kill lost 1 every time. docker kill lost more each time.',
    );
  });

  test('counts the trials in which one lane lost more than the other', () => {
    expect(
      tell([
        [3, 1],
        [1, 1],
        [0, 1],
        [2, 1],
      ]),
    ).toContain('docker kill lost more in 2, SIGTERM kill lost more in 1 and both lost the same in 1 of them.');
    expect(
      tell([
        [1, 1],
        [2, 2],
      ]),
    ).toContain('Both lost the same each time.');
  });

  test('does not take clean trials for a proof', () => {
    expect(tell(Array.from({ length: 10 }, () => [3, 0]))).toBe(
      'In 10 trials docker kill lost 3 requests every time; SIGTERM kill lost none. docker kill lost more each time. ' +
        'That SIGTERM kill lost none in 10 trials does not rule it out: as many as 26 in 100 may still lose some (95 % confidence).',
    );
  });

  test('speaks of what it has so far, and calls one trial an anecdote', () => {
    expect(tell([[3, 1]], { status: 'running', trials: 10 })).toBe(
      'So far, in 1 of 10 trials, docker kill lost 3 requests; SIGTERM kill lost 1. One trial is an anecdote.',
    );
  });

  test('counts broken trials in nothing, and says so', () => {
    const results = [measuredTrial(1, { a: 3, b: 1 }), brokenTrial(2), measuredTrial(3, { a: 3, b: 1 })];
    expect(words({ status: 'finished', trials: 3, lanes: LANES, results })).toBe(
      'In 2 measured trials of 3 docker kill lost 3 requests every time; SIGTERM kill lost 1 every time. ' +
        'docker kill lost more each time. 1 trial was broken and counts in nothing.',
    );
  });

  test('claims nothing where nothing was measured', () => {
    expect(words({ status: 'running', trials: 3, lanes: LANES, results: [] })).toBe('');
    expect(words({ status: 'stopped', trials: 3, lanes: LANES, results: [brokenTrial(1)] })).toBe(
      'No trial was measured: nothing is known of what is lost. 1 trial was broken and counts in nothing.',
    );
  });

  test('says where a loss may have been a late refusal', () => {
    const results = [measuredTrial(1, { a: 3, b: 1 }, 1), measuredTrial(2, { a: 3, b: 1 })];
    expect(words({ status: 'finished', trials: 2, lanes: LANES, results })).toContain(
      'Of what docker kill lost, 1 in all may have been refused late: a proxy accepted the connections.',
    );
  });
});
