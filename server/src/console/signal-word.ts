import type { SignalName } from '#protocol/signals.ts';
import { SIGNAL_NAMES, SIGNAL_NUMBERS } from '#protocol/signals.ts';
import { Refusal } from './refusal.ts';

/** Signals of Linux that the lab does not send (signal(7)), by their numbers on x86 and ARM. */
const OTHERS: Record<string, number> = {
  ...{ SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGIOT: 6, SIGBUS: 7, SIGFPE: 8, SIGSEGV: 11, SIGPIPE: 13, SIGALRM: 14 },
  ...{ SIGSTKFLT: 16, SIGCHLD: 17, SIGCLD: 17, SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20, SIGTTIN: 21, SIGTTOU: 22 },
  ...{ SIGURG: 23, SIGXCPU: 24, SIGXFSZ: 25, SIGVTALRM: 26, SIGPROF: 27, SIGWINCH: 28, SIGIO: 29, SIGPOLL: 29 },
  ...{ SIGPWR: 30, SIGSYS: 31, SIGRTMIN: 34, SIGRTMAX: 64 },
};
const LAST_SIGNAL = 64;

/**
 * Reads a signal as Docker does: a name, with `SIG` or without, in any case, or a number.
 * @param container what was to be killed, for the engine's own words
 * @throws Refusal
 */
export function readSignal(word: string, container: string): SignalName {
  const number = /^\d+$/.test(word) ? Number(word) : null;
  if (number === 0) throw invalid(word);
  if (number !== null && number > LAST_SIGNAL) {
    throw new Refusal(
      `Error response from daemon: Cannot kill container: ${container}: The linux daemon does not support signal ${word}`,
    );
  }
  const upper = word.toUpperCase();
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  const sent = SIGNAL_NAMES.find((each) => (number === null ? each === name : SIGNAL_NUMBERS[each] === number));
  if (sent !== undefined) return sent;
  const isReal = number !== null || OTHERS[name] !== undefined || /^SIGRTM(IN\+|AX-)\d+$/.test(name);
  if (!isReal) throw invalid(word);
  throw new Refusal(
    `Docker can send ${word}, the lab does not: what a lane is told is one of ${SIGNAL_NAMES.join(', ')}.`,
  );
}

function invalid(word: string): Refusal {
  return new Refusal(`Error response from daemon: Invalid signal: ${word}`);
}
