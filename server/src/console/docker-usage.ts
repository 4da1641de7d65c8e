import type { DockerCommand, FlagWords } from '#protocol/console-words.ts';
import { CURL_OPTIONS, DOCKER_COMMAND_NAMES, dockerWords } from '#protocol/console-words.ts';
import { Refusal } from './refusal.ts';

/** The CLI's exit code where its flags cannot be read. */
const EXIT_FLAGS = 125;

/** `Usage:  docker kill [OPTIONS] CONTAINER [CONTAINER...]` */
function usage(command: DockerCommand): string {
  return `Usage:  docker ${command} ${dockerWords(command).usage}`;
}

/** What the CLI says of flags that it cannot read. */
export function misused(command: DockerCommand, words: string): Refusal {
  return new Refusal(
    `${words}\n\n${usage(command)}\n\nRun 'docker ${command} --help' for more information`,
    EXIT_FLAGS,
  );
}

/** Asserts that a command was given as many containers as it takes. @throws Refusal in the CLI's words */
export function assertCount(command: DockerCommand, count: number): void {
  const { takes } = dockerWords(command);
  // The CLI itself says "See" in the one case and "Run" in the others.
  if (takes === 'some' && count === 0) throw miscounted(command, 'requires at least 1 argument', 'See');
  if (command === 'top' && count === 0) throw miscounted(command, 'requires at least 1 argument', 'See');
  if (takes === 'none' && count > 0) throw miscounted(command, 'accepts no arguments', 'Run');
  if (command !== 'top' && takes === 'one' && count !== 1) throw miscounted(command, 'requires 1 argument', 'Run');
}

function miscounted(command: DockerCommand, words: string, verb: string): Refusal {
  return new Refusal(
    `docker: 'docker ${command}' ${words}\n\n${usage(command)}\n\n${verb} 'docker ${command} --help' for more information`,
  );
}

/** What `docker kill --help` prints. */
export function commandHelp(command: DockerCommand): string[] {
  const { does, flags } = dockerWords(command);
  const options =
    flags.length === 0 ? [] : ['', 'Options:', ...table(flags.map((flag) => [flagText(flag), flag.does]))];
  return [usage(command), '', does, ...options];
}

/** What `docker` alone prints. */
export function dockerHelp(): string[] {
  return [
    'Usage:  docker COMMAND',
    '',
    'Commands:',
    ...table(DOCKER_COMMAND_NAMES.map((name) => [name, dockerWords(name).does])),
    '',
    "Run 'docker COMMAND --help' for more information on a command.",
  ];
}

/** What `curl --help` prints. */
export function curlHelp(): string[] {
  return [
    'Usage: curl [options...] <url>',
    ...table(CURL_OPTIONS.map((flag) => [flagText(flag, '<text>'), flag.does])),
  ];
}

/** What `help` prints. */
export function consoleHelp(): string[] {
  return [
    'This console reaches the containers of this run, and nothing else: it is no shell.',
    'Type the same in your own terminal, and the page follows all the same.',
    '',
    ...table([
      ...DOCKER_COMMAND_NAMES.map((name): [string, string] => [`docker ${name}`, dockerWords(name).does]),
      ['curl URL or /path', 'Send this lane’s service a request, outside the ledger'],
      ['help', 'This list'],
    ]),
    '',
    'Keys: Tab completes, ↑ and ↓ go through what was typed, Ctrl+L clears, Esc leaves.',
  ];
}

function flagText({ long, short, value }: FlagWords, kind = value === 'number' ? 'int' : 'string'): string {
  const letter = short === undefined ? '    ' : `-${short}, `;
  return `${letter}--${long}${value === undefined ? '' : ` ${kind}`}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, does]) => `  ${name.padEnd(width)}   ${does}`);
}
