import type { Exit } from './lane.ts';
import { decimal } from './language/decimal.ts';
import type { Said } from './language/say.ts';
import { said, say } from './language/say.ts';
import { signalOfExitCode } from './signals.ts';
import type { Termination } from './termination.ts';

export interface ExitMeaning {
  /** `137`; `?` where the engine never learned it. */
  code: string;
  tone: 'ok' | 'bad' | 'late';
  headline: string;
  notes: string[];
}

/**
 * What an exit means, and what it does not.
 * @param engineName null where several engines may be meant
 */
export function exitMeaning(exit: Exit, sent: Termination | null, engineName: string | null): ExitMeaning {
  return {
    code: `${exit.exitCode ?? '?'}`,
    tone: toneOf(exit),
    headline: headline(exit, sent),
    notes: notes(exit, sent, engineName),
  };
}

function toneOf({ exitCode, signal }: Exit): ExitMeaning['tone'] {
  if (exitCode === 0) return 'ok';
  return signal === 'SIGKILL' || exitCode === null ? 'bad' : 'late';
}

function codeText({ exitCode }: Exit): Said | string {
  if (exitCode === null) return said('The engine never learned the exit code');
  const signal = signalOfExitCode(exitCode);
  if (signal !== null) return `${exitCode} = 128 + ${exitCode - 128} (${signal})`;
  return said('Ended with code {code}', { code: exitCode });
}

/** What the time until an end counts from where the lab had asked the program to fail: it may have ended by something else. */
export function faultRequest({ endedBy }: Pick<Exit, 'endedBy'>): Said {
  return said(endedBy === 'itself' ? 'the request that made it fail' : 'the request that was to make it fail');
}

/** The engine counts from the first signal that it saw, whatever ended the container in the end. */
function headline(exit: Exit, sent: Termination | null): string {
  const { endedBy, durationMs } = exit;
  const ended = { code: codeText(exit), duration: durationText(durationMs) };
  if (sent?.kind === 'fault')
    return say('{code}, {duration} after {request}', { ...ended, request: faultRequest(exit) });
  if (sent !== null || endedBy === 'lab' || endedBy === 'outside')
    return say('{code}, {duration} after the signal', ended);
  return say('{code}, {duration} after its start', ended);
}

function notes(exit: Exit, sent: Termination | null, engineName: string | null): string[] {
  const found: string[] = [];
  if (exit.endedBy === 'outside') found.push(say('Ended from outside the lab'));
  if (exit.endedBy === 'itself')
    found.push(say(sent === null ? 'Ended by itself: the lab sent nothing' : 'Ended by itself'));
  if (exit.endedBy === 'unknown') found.push(say('Who ended it is unknown'));
  if (exit.forced && sent?.kind === 'stop') {
    const seconds = sent.gracePeriodSeconds;
    found.push(
      exit.durationMs >= seconds * 1_000
        ? say('Forced: SIGKILL followed after the grace period of {seconds} s', { seconds })
        : say('Forced: a SIGKILL came before the grace period of {seconds} s was over', { seconds }),
    );
  }
  if (exit.forced && sent?.kind === 'kill' && sent.signal !== 'SIGKILL') {
    found.push(say('Forced: SIGKILL followed the first signal'));
  }
  if (exit.oomKilled) found.push(say('Out of memory: the engine says OOMKilled = true'));
  else if (exit.signal === 'SIGKILL') {
    found.push(
      exit.oomReported ? say('Not out of memory: the engine says OOMKilled = false') : untoldMemory(engineName),
    );
  }
  if (exit.exitCode === 0) found.push(say('Exit 0 says how it ended, not what it lost'));
  return found;
}

function untoldMemory(engineName: string | null): string {
  if (engineName === null) return say('Whether memory ran out its engine cannot tell');
  const name = engineName.toLowerCase();
  // Docker is called so in every language.
  const engine = name === 'embedded' ? said('embedded') : name;
  return say('Whether memory ran out the {engine} engine cannot tell', { engine });
}

/** `12 ms`, `3.2 s`. */
export function durationText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${decimal((ms / 1_000).toFixed(1))} s`;
}
