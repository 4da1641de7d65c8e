import type { Exit } from '#protocol/lane.ts';
import { signalOfExitCode } from '#protocol/signals.ts';
import type { Termination } from '#protocol/termination.ts';

export interface ExitMeaning {
  /** `137`; `?` where the engine never learned it. */
  code: string;
  tone: 'ok' | 'bad' | 'late';
  headline: string;
  notes: string[];
}

/** What an exit means, and what it does not. */
export function exitMeaning(exit: Exit, sent: Termination | null, engineName: string): ExitMeaning {
  return {
    code: `${exit.exitCode ?? '?'}`,
    tone: toneOf(exit),
    headline: `${codeText(exit)}${endText(exit, sent)}`,
    notes: notes(exit, sent, engineName),
  };
}

function toneOf({ exitCode, signal }: Exit): ExitMeaning['tone'] {
  if (exitCode === 0) return 'ok';
  return signal === 'SIGKILL' || exitCode === null ? 'bad' : 'late';
}

function codeText({ exitCode }: Exit): string {
  if (exitCode === null) return 'The engine never learned the exit code';
  const signal = signalOfExitCode(exitCode);
  if (signal !== null) return `${exitCode} = 128 + ${exitCode - 128} (${signal})`;
  return exitCode === 0 ? 'Ended with code 0' : `Ended with code ${exitCode}`;
}

/** The engine counts from the first signal that it saw, whatever ended the container in the end. */
function endText({ endedBy, durationMs }: Exit, sent: Termination | null): string {
  const duration = durationText(durationMs);
  if (sent !== null || endedBy === 'lab' || endedBy === 'outside') return `, ${duration} after the signal`;
  return `, ${duration} after its start`;
}

function notes(exit: Exit, sent: Termination | null, engineName: string): string[] {
  const found: string[] = [];
  if (exit.endedBy === 'outside') found.push('Ended from outside the lab');
  if (exit.endedBy === 'itself')
    found.push(sent === null ? 'Ended by itself: the lab sent nothing' : 'Ended by itself');
  if (exit.endedBy === 'unknown') found.push('Who ended it is unknown');
  if (exit.forced && sent?.kind === 'stop') {
    const grace = `the grace period of ${sent.gracePeriodSeconds} s`;
    const ranOut = exit.durationMs >= sent.gracePeriodSeconds * 1_000;
    found.push(
      ranOut ? `Forced: SIGKILL followed after ${grace}` : `Forced: a SIGKILL came before ${grace} was over`,
    );
  }
  if (exit.forced && sent?.kind === 'kill' && sent.signal !== 'SIGKILL') {
    found.push('Forced: SIGKILL followed the first signal');
  }
  if (exit.oomKilled) found.push('Out of memory: the engine says OOMKilled = true');
  else if (exit.signal === 'SIGKILL') {
    found.push(
      exit.oomReported
        ? 'Not out of memory: the engine says OOMKilled = false'
        : `Whether memory ran out the ${engineName.toLowerCase()} engine cannot tell`,
    );
  }
  if (exit.exitCode === 0) found.push('Exit 0 says how it ended, not what it lost');
  return found;
}

/** `12 ms`, `3.2 s`. */
export function durationText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
