import { describe, expect, test } from 'vitest';
import { terminationCommandLine, terminationLabel } from './command-line.ts';
import type { Termination } from './termination.ts';

const sigkill: Termination = { kind: 'kill', signal: 'SIGKILL' };
const sigterm: Termination = { kind: 'kill', signal: 'SIGTERM' };
const stop: Termination = { kind: 'stop', gracePeriodSeconds: 3 };
const crash: Termination = { kind: 'fault', fault: 'crash' };
const faults = { crash: { method: 'POST', path: '/fault/crash' } } as const;
const target = { name: 'lab-1-a', url: 'http://127.0.0.1:49153', faults };

test.each<[Termination, string, string]>([
  [sigkill, 'docker kill lab-1-a', 'docker kill'],
  [sigterm, 'docker kill --signal=SIGTERM lab-1-a', 'SIGTERM kill'],
  [stop, 'docker stop -t 3 lab-1-a', 'docker stop -t 3'],
  [crash, 'curl -X POST http://127.0.0.1:49153/fault/crash', 'crash'],
])('%j is one command, and has a label', (termination, line, label) => {
  expect(terminationCommandLine(termination, target)).toBe(line);
  expect(terminationLabel(termination)).toBe(label);
});

test('a container that does not run yet has a place for its port, and a program without the fault only its name', () => {
  expect(terminationCommandLine(crash, { ...target, url: null })).toBe(
    'curl -X POST http://127.0.0.1:PORT/fault/crash',
  );
  expect(terminationCommandLine(crash, { ...target, faults: {} })).toBe('crash');
  expect(terminationCommandLine({ kind: 'fault', fault: 'out-of-memory' }, target)).toBe('out of memory');
});

describe('what goes before the signal', () => {
  const preStop = { offPath: '/ready/off', waitSeconds: 5 };
  const before = 'curl -X POST http://127.0.0.1:49153/ready/off && sleep 5 && ';

  test('stands before a signal and before a stop', () => {
    expect(terminationCommandLine(sigterm, { ...target, preStop })).toBe(
      `${before}docker kill --signal=SIGTERM lab-1-a`,
    );
    expect(terminationCommandLine(stop, { ...target, preStop })).toBe(`${before}docker stop -t 3 lab-1-a`);
  });

  test('does not stand before a SIGKILL or a fault: nobody waits with these', () => {
    expect(terminationCommandLine(sigkill, { ...target, preStop })).toBe('docker kill lab-1-a');
    expect(terminationCommandLine(crash, { ...target, preStop })).not.toContain('sleep');
  });
});
