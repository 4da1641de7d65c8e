import { expect, test } from 'vitest';
import type { Exit } from '#protocol/lane.ts';
import { english, said } from '#protocol/language/say.ts';
import { exit, killed } from '../ledger/testing.ts';
import { describeExit } from './exit-text.ts';

const signal = said('the signal');
const start = said('its start');
const words = (ended: Exit, since: typeof signal) => english(describeExit(ended, since));

test('an exit after a signal counts from the signal, any other from the start', () => {
  expect(words(killed, signal)).toBe('exited 137 = 128 + 9 (SIGKILL), 12 ms after the signal');
  expect(words(exit({ endedBy: 'itself', exitCode: 3, durationMs: 20_000 }), start)).toBe(
    'exited 3, 20.0 s after its start, by its own doing',
  );
  expect(words(exit({ endedBy: 'outside' }), signal)).toBe(
    'exited 0, 312 ms after the signal, ended from outside the lab',
  );
});

test('memory ended the program only where its end was a SIGKILL that nobody sent', () => {
  const memory = { oomKilled: true, endedBy: 'itself' } as const;
  expect(words(exit({ ...memory, exitCode: 137, signal: 'SIGKILL' }), start)).toContain(
    ', killed for using more memory than its limit',
  );
  expect(words(exit(memory), start)).toContain('after one of its processes was killed for using more memory');
  expect(words({ ...killed, oomKilled: true }, signal)).toContain('after one of its processes was killed');
});
