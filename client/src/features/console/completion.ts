import type { FlagWords } from '#protocol/console-words.ts';
import { CONSOLE_PROGRAMS, CURL_OPTIONS, DOCKER_COMMAND_NAMES, dockerWords } from '#protocol/console-words.ts';
import { SIGNAL_NAMES } from '#protocol/signals.ts';

/** What can be named besides the commands' own words. */
export interface Nameable {
  containers: readonly string[];
  /** Where curl can go. */
  urls: readonly string[];
}

export interface Completed {
  /** The text up to the caret as it is then. */
  text: string;
  /** What it could go on with, where more than one thing fits and nothing more is common to them. */
  choices: string[];
}

/** Completes the last word of a text as a shell does: as far as everything that fits agrees. */
export function complete(text: string, nameable: Nameable): Completed {
  const words = text.trimStart().split(/\s+/);
  const last = words.at(-1) ?? '';
  const { typed, fitting } = narrow(last, candidates(words.slice(0, -1), last, nameable));
  const [first, ...others] = fitting;
  if (first === undefined) return { text, choices: [] };
  const before = text.slice(0, text.length - typed.length);
  // Where a flag ends in "=" its value follows at once.
  if (others.length === 0) return { text: `${before}${first}${first.endsWith('=') ? '' : ' '}`, choices: [] };
  const common = commonStart(fitting);
  return common.length > typed.length ? { text: before + common, choices: [] } : { text, choices: fitting };
}

/** The candidates that go on from what was typed; signals in any case, and without SIG. */
function narrow(last: string, all: readonly string[]): { typed: string; fitting: string[] } {
  const typed = last.slice(last.lastIndexOf('=') + 1);
  const word = all.some((each) => each.startsWith('--')) ? last : typed;
  const upper = word.toUpperCase();
  const fits = (each: string) =>
    each.startsWith(word) || (each.startsWith('SIG') && (each.startsWith(upper) || each.startsWith(`SIG${upper}`)));
  return { typed: word, fitting: all.filter(fits) };
}

function candidates(before: readonly string[], last: string, { containers, urls }: Nameable): readonly string[] {
  const [program, ...others] = before;
  if (program === undefined) return CONSOLE_PROGRAMS;
  if (program === 'curl') return optionsOr(CURL_OPTIONS, others, last, urls);
  if (program !== 'docker') return [];
  const [command] = others;
  if (command === undefined) return DOCKER_COMMAND_NAMES;
  const name = DOCKER_COMMAND_NAMES.find((each) => each === command);
  if (name === undefined) return [];
  const { flags, takes } = dockerWords(name);
  return optionsOr(flags, others.slice(1), last, takes === 'none' ? [] : containers);
}

/** A flag's value, a flag, or else what the command is about. */
function optionsOr(
  flags: readonly FlagWords[],
  before: readonly string[],
  last: string,
  rest: readonly string[],
): readonly string[] {
  const [name, value] = last.split('=');
  const open = value === undefined ? before.at(-1) : name;
  const flag = flags.find(({ long, short }) => open === `--${long}` || (short !== undefined && open === `-${short}`));
  if (flag?.value !== undefined) return flag.value === 'signal' ? SIGNAL_NAMES : [];
  return last.startsWith('-') ? flags.map(({ long }) => `--${long}`) : rest;
}

function commonStart(words: readonly string[]): string {
  return words.reduce((common, word) => {
    let length = 0;
    while (length < common.length && common[length] === word[length]) length += 1;
    return common.slice(0, length);
  });
}
