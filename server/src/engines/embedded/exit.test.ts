import { expect, it } from 'vitest';
import type { SignalName } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import { SentSignals } from './exit.ts';

it.each<[exitCode: number, sent: SignalName[], signal: string | null, forced: boolean, endedBy: string]>([
  [137, ['SIGKILL'], 'SIGKILL', true, 'lab'],
  [137, ['SIGTERM', 'SIGKILL'], 'SIGKILL', true, 'lab'],
  [137, ['SIGTERM'], 'SIGKILL', false, 'outside'],
  [137, [], 'SIGKILL', false, 'unknown'],
  [143, ['SIGTERM'], 'SIGTERM', false, 'lab'],
  [143, [], 'SIGTERM', false, 'unknown'],
  [0, ['SIGTERM'], null, false, 'lab'],
  [1, ['SIGTERM'], null, false, 'lab'],
  [0, [], null, false, 'unknown'],
  [3, [], null, false, 'itself'],
  [139, [], 'SIGSEGV', false, 'itself'],
])(
  'exit code %i after the lab sent %j is signal %s, forced %s, ended by %s',
  (exitCode, sent, signal, forced, endedBy) => {
    const signals = new SentSignals();
    for (const name of sent) signals.add(name, monotonicMs());
    expect(signals.exit(exitCode)).toMatchObject({
      exitCode,
      signal,
      forced,
      endedBy,
      oomKilled: false,
      oomReported: false,
    });
  },
);

it('measures from the first signal', () => {
  const signals = new SentSignals();
  signals.add('SIGTERM', monotonicMs() - 2_000);
  signals.add('SIGKILL', monotonicMs());
  expect(signals.exit(137).durationMs).toBeGreaterThanOrEqual(2_000);
});

it('does not know when a signal was sent that the lab did not send', () => {
  expect(new SentSignals().exit(137).signalledAt).toBeNull();
});
