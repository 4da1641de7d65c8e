import { describe, expect, it } from 'vitest';
import { SignalHistory } from './signal-history.ts';

const [SIGHUP, SIGQUIT, SIGKILL, SIGTERM] = [1, 3, 9, 15];

function exitOf(history: SignalHistory, exitCode: number | null, oomKilled = false) {
  return history.exit({ exitCode, oomKilled, restarts: false, startedAtMs: 0, nowMs: 5_000 });
}

describe('SignalHistory', () => {
  it('gives an announced signal to the lab, and a second one like it to somebody outside', () => {
    const history = new SignalHistory();
    history.expect(SIGTERM, 1_000);
    expect(history.report(SIGTERM, 0, 1_010).by).toBe('lab');
    expect(history.report(SIGTERM, 0, 1_020).by).toBe('outside');
  });

  it('forgets an announced signal that could not be sent', () => {
    const history = new SignalHistory();
    history.expect(SIGKILL, 1_000)();
    expect(history.report(SIGKILL, 0, 1_010).by).toBe('outside');
  });

  it('counts the time from when the lab sent its first signal', () => {
    const history = new SignalHistory();
    history.expect(SIGTERM, 1_000);
    history.report(SIGTERM, 0, 1_010);
    expect(exitOf(history, 0).durationMs).toBe(4_000);
  });

  it('counts the time from when it heard of a signal from outside', () => {
    const history = new SignalHistory();
    history.report(SIGTERM, 0, 3_000);
    expect(exitOf(history, 0).durationMs).toBe(2_000);
  });

  it('counts the time from the start where no signal was sent', () => {
    expect(exitOf(new SignalHistory(), 1)).toMatchObject({ durationMs: 5_000, endedBy: 'itself', forced: false });
  });

  it('cannot tell a program that was done from one that drained after a signal that the engine did not see', () => {
    expect(exitOf(new SignalHistory(), 0)).toMatchObject({ endedBy: 'unknown', signalledAt: null });
  });

  it('knows the stop signal of a stop, and its SIGKILL once the grace period is over', () => {
    const history = new SignalHistory();
    history.expectStop(SIGQUIT, 2, 1_000);
    expect(history.report(SIGQUIT, 50_000, 1_010)).toMatchObject({ by: 'lab', isStopSignal: true });
    expect(history.report(SIGKILL, 52_000, 3_020)).toMatchObject({ by: 'lab', isStopSignal: false });
    expect(exitOf(history, 137)).toMatchObject({ forced: true, endedBy: 'lab', durationMs: 4_000 });
  });

  it('gives a SIGKILL within the grace period to somebody outside', () => {
    const history = new SignalHistory();
    history.expectStop(SIGTERM, 2, 1_000);
    history.report(SIGTERM, 50_000, 1_010);
    history.report(SIGKILL, 51_999, 3_020);
    expect(exitOf(history, 137)).toMatchObject({ forced: true, endedBy: 'outside' });
  });

  it('gives the SIGKILL of a removal to the lab', () => {
    const history = new SignalHistory();
    history.expectRemoval();
    expect(history.report(SIGKILL, 0, 1_000).by).toBe('lab');
  });

  it('names the sender of the signal that the exit code stands for, whatever came after it', () => {
    const history = new SignalHistory();
    history.report(SIGKILL, 0, 1_000);
    history.expect(SIGTERM, 1_001);
    history.report(SIGTERM, 0, 1_002);
    expect(exitOf(history, 137).endedBy).toBe('outside');
  });

  it('does not take SIGHUP for a request to end', () => {
    const history = new SignalHistory();
    history.expect(SIGHUP, 1_000);
    history.report(SIGHUP, 0, 1_001);
    expect(exitOf(history, 1).endedBy).toBe('itself');
  });

  it('is not forced by 137 alone: without a SIGKILL sent, who ended it is unknown', () => {
    expect(exitOf(new SignalHistory(), 137)).toMatchObject({ forced: false, endedBy: 'unknown', signal: 'SIGKILL' });
  });

  it('gives an out-of-memory kill to the program itself, though it was asked to end before', () => {
    const history = new SignalHistory();
    history.expect(SIGTERM, 1_000);
    history.report(SIGTERM, 0, 1_001);
    expect(exitOf(history, 137, true)).toMatchObject({ forced: false, endedBy: 'itself' });
  });

  it('gives a fault of the program to the program', () => {
    expect(exitOf(new SignalHistory(), 139)).toMatchObject({ signal: 'SIGSEGV', endedBy: 'itself' });
  });
});
