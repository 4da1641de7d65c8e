import { expect, test } from 'vitest';
import { exit, killed } from '../ledger/testing.ts';
import { describeExit } from './exit-text.ts';

test('an exit after a signal counts from the signal, any other from the start', () => {
  expect(describeExit(killed, true)).toBe('exited 137 = 128 + 9 (SIGKILL), 12 ms after the signal');
  expect(describeExit(exit({ endedBy: 'itself', exitCode: 3, durationMs: 20_000 }), false)).toBe(
    'exited 3, 20.0 s after its start, by its own doing',
  );
  expect(describeExit(exit({ endedBy: 'outside' }), true)).toBe(
    'exited 0, 312 ms after the signal, ended from outside the lab',
  );
});

test('memory ended the program only where its end was a SIGKILL that nobody sent', () => {
  const memory = { oomKilled: true, endedBy: 'itself' } as const;
  expect(describeExit(exit({ ...memory, exitCode: 137, signal: 'SIGKILL' }), false)).toContain(
    ', killed for using more memory than its limit',
  );
  expect(describeExit(exit(memory), false)).toContain('after one of its processes was killed for using more memory');
  expect(describeExit({ ...killed, oomKilled: true }, true)).toContain('after one of its processes was killed');
});
