import { expect, it } from 'vitest';
import type { ProcessFacts } from './processes.ts';
import { family, readFacts } from './processes.ts';

const STAT = '42 (a (b) c) S 7 42 42 0 -1 4194560 1 2 3 4 150 50 0 0 20 0 1 0 90000 1000 20 18446744073709551615';

it('reads a process whose name has spaces and parentheses', () => {
  expect(readFacts(STAT, 'Uid:\t4242\t0\t0\t0\nVmRSS:\t   2048 kB\n', 'python3\0api.py\0')).toEqual({
    pid: 42,
    parentPid: 7,
    session: 42,
    hasTerminal: false,
    ticks: 200,
    startTicks: 90_000,
    user: '4242',
    memoryBytes: 2_097_152,
    command: 'python3 api.py',
  });
});

it('calls a process without a command line by its name, and one that has ended nothing', () => {
  expect(readFacts(STAT, '', '')?.command).toBe('[a (b) c]');
  expect(readFacts(STAT.replace(' S ', ' Z '), '', '')).toBeNull();
});

it('counts descendants and what is in the session of the first process, and nobody else', () => {
  const facts = (pid: number, parentPid: number, session: number): ProcessFacts => ({
    ...{ pid, parentPid, session, hasTerminal: false, ticks: 0, startTicks: 0, user: '', memoryBytes: 0 },
    command: '',
  });
  const all = [facts(1, 0, 1), facts(5, 1, 5), facts(6, 5, 5), facts(7, 6, 7), facts(8, 1, 6), facts(9, 1, 9)];
  expect(family(all, 6).map(({ pid }) => pid)).toEqual([6, 7, 8]);
});
