import type { DockerCommand } from '#protocol/console-words.ts';
import { DOCKER_COMMAND_NAMES } from '#protocol/console-words.ts';
import { MAX_GRACE_PERIOD_SECONDS } from '#protocol/grace-period.ts';
import type { Command } from './command.ts';
import { readCurl } from './curl-words.ts';
import { assertCount, misused } from './docker-usage.ts';
import type { Arguments } from './flags.ts';
import { readFlags } from './flags.ts';
import { Refusal } from './refusal.ts';
import { readSignal } from './signal-word.ts';
import { wordsOf } from './words.ts';

/** What Docker waits after the stop signal unless it is told otherwise, in seconds. */
const DEFAULT_GRACE_SECONDS = 10;

/** Docker's commands that the console does not take: real ones, so that "unknown" would be a lie. */
const ELSEWHERE = new Set(
  (
    'attach build builder buildx commit compose config container context cp create diff events exec export history image images import ' +
    'info init load login logout manifest network node pause plugin port pull push rename restart rm rmi run save ' +
    'search secret service stack swarm system tag trust unpause update version volume wait'
  ).split(' '),
);

/** Reads a line. @throws Refusal in the words of the program that was meant */
export function readLine(line: string): Command {
  // Copied from the page or a text, where it shows that a command follows.
  const [program, ...words] = wordsOf(line.trim().replace(/^\$ /, ''));
  switch (program) {
    case undefined:
      return { kind: 'nothing' };
    case 'help':
      return { kind: 'help', about: 'console' };
    case 'docker':
      return readDocker(words);
    case 'curl':
      return readCurl(words);
    default:
      throw new Refusal(`${program}: command not found\nThis console knows docker, curl and help: type help.`, 127);
  }
}

function readDocker(words: readonly string[]): Command {
  const [first, ...others] = words;
  if (first === undefined || first === '--help' || first === 'help' || first === '-h') {
    return { kind: 'help', about: 'docker' };
  }
  if (first.startsWith('-')) {
    const word = first.startsWith('--')
      ? `unknown flag: ${first}`
      : `unknown shorthand flag: '${first.charAt(1)}' in ${first}`;
    throw new Refusal(
      `${word}\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information`,
      125,
    );
  }
  // The longer names of the same commands.
  if (first === 'container' && others[0] !== undefined) {
    return readDocker([others[0] === 'ls' || others[0] === 'list' ? 'ps' : others[0], ...others.slice(1)]);
  }
  const name = DOCKER_COMMAND_NAMES.find((each) => each === first);
  if (name !== undefined) return readCommand(name, others);
  if (ELSEWHERE.has(first)) {
    throw new Refusal(
      `The console has no docker ${first}: it looks at this run's containers and ends them. docker --help lists what it takes.`,
    );
  }
  throw new Refusal(`docker: unknown command: docker ${first}\n\nRun 'docker --help' for more information`);
}

function readCommand(name: DockerCommand, words: readonly string[]): Command {
  if (words.includes('--help')) return { kind: 'help', about: name };
  const given = readFlags(name, words);
  const { flags, rest } = given;
  assertCount(name, rest.length);
  const container = rest[0] ?? '';
  if (rest.includes('')) throw new Refusal('invalid container name or ID: value is empty');
  switch (name) {
    case 'ps':
      return { kind: 'ps', all: flags.has('all'), quiet: flags.has('quiet'), isWhole: flags.has('no-trunc') };
    case 'logs':
      return { kind: 'logs', container, tail: tailOf(given), timestamps: flags.has('timestamps') };
    case 'kill':
      return { kind: 'kill', containers: rest, signal: readSignal(flags.get('signal') || 'SIGKILL', container) };
    case 'stop':
      return { kind: 'stop', containers: rest, gracePeriodSeconds: graceOf(given) };
    case 'start':
      return { kind: 'start', containers: rest };
    case 'inspect':
      return { kind: 'inspect', containers: rest, format: flags.get('format') ?? null };
    case 'top':
      if (rest.length > 1) throw new Refusal('The console gives ps no options: docker top CONTAINER.');
      return { kind: 'top', container };
    case 'stats':
      if (!flags.has('no-stream')) {
        throw new Refusal('The console takes one reading, no stream: docker stats --no-stream.');
      }
      return { kind: 'stats', containers: rest, all: flags.has('all') };
  }
}

/** Docker takes whatever is no number for "all". */
function tailOf({ flags }: Arguments): number | null {
  const tail = flags.get('tail');
  return tail !== undefined && /^\d+$/.test(tail) ? Number(tail) : null;
}

function graceOf({ flags }: Arguments): number {
  const word = flags.get('timeout');
  if (word === undefined) return DEFAULT_GRACE_SECONDS;
  if (!/^[+-]?\d+$/.test(word)) {
    throw misused(
      'stop',
      `invalid argument "${word}" for "-t, --timeout" flag: strconv.ParseInt: parsing "${word}": invalid syntax`,
    );
  }
  const seconds = Number(word);
  if (seconds >= 0 && seconds <= MAX_GRACE_PERIOD_SECONDS) return seconds;
  throw new Refusal(`The lab waits 0 to ${MAX_GRACE_PERIOD_SECONDS} seconds, so that a run comes to an end.`);
}
