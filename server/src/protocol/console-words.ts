/** The longest line that a console takes. */
export const MAX_LINE_CHARACTERS = 1_000;

/** A flag of a command, as the Docker CLI has it. */
export interface FlagWords {
  long: string;
  short?: string;
  /** What it takes; absent for a switch. */
  value?: 'number' | 'signal' | 'text';
  does: string;
}

/** What the console knows of one of Docker's commands. */
export interface DockerWords {
  does: string;
  /** What follows its name, in the CLI's own words. */
  usage: string;
  /** How many containers it takes: none, exactly one, one or more, any number. */
  takes: 'none' | 'one' | 'some' | 'any';
  flags: readonly FlagWords[];
  /** Flags that Docker has, and the console has not. */
  elsewhere: readonly string[];
}

const CONTAINERS = '[OPTIONS] CONTAINER [CONTAINER...]';

/** Docker's commands that the console takes. Their words are those of the Docker CLI 28. */
export const DOCKER_COMMANDS = {
  ps: {
    does: 'List containers',
    usage: '[OPTIONS]',
    takes: 'none',
    flags: [
      { long: 'all', short: 'a', does: 'Show all containers (default shows just running)' },
      { long: 'no-trunc', does: "Don't truncate output" },
      { long: 'quiet', short: 'q', does: 'Only display container IDs' },
    ],
    elsewhere: ['filter', 'f', 'format', 'last', 'n', 'latest', 'l', 'size', 's'],
  },
  logs: {
    does: 'Fetch the logs of a container',
    usage: '[OPTIONS] CONTAINER',
    takes: 'one',
    flags: [
      { long: 'tail', short: 'n', value: 'text', does: 'Number of lines to show from the end of the logs' },
      { long: 'timestamps', short: 't', does: 'Show timestamps' },
    ],
    elsewhere: ['details', 'follow', 'f', 'since', 'until'],
  },
  kill: {
    does: 'Kill one or more running containers',
    usage: CONTAINERS,
    takes: 'some',
    flags: [{ long: 'signal', short: 's', value: 'signal', does: 'Signal to send to the container' }],
    elsewhere: [],
  },
  stop: {
    does: 'Stop one or more running containers',
    usage: CONTAINERS,
    takes: 'some',
    flags: [
      {
        long: 'timeout',
        short: 't',
        value: 'number',
        does: 'Seconds to wait before killing the container',
      },
    ],
    elsewhere: ['signal', 's'],
  },
  start: {
    does: 'Start one or more stopped containers',
    usage: CONTAINERS,
    takes: 'some',
    flags: [],
    elsewhere: ['attach', 'a', 'checkpoint', 'checkpoint-dir', 'detach-keys', 'interactive', 'i'],
  },
  inspect: {
    does: 'Return low-level information on Docker objects',
    usage: '[OPTIONS] NAME|ID [NAME|ID...]',
    takes: 'some',
    flags: [
      { long: 'format', short: 'f', value: 'text', does: 'Format output: {{.State.ExitCode}}, {{json .State}}' },
    ],
    elsewhere: ['size', 's', 'type'],
  },
  top: {
    does: 'Display the running processes of a container',
    usage: 'CONTAINER [ps OPTIONS]',
    takes: 'one',
    flags: [],
    elsewhere: [],
  },
  stats: {
    does: 'Display container(s) resource usage statistics',
    usage: '[OPTIONS] [CONTAINER...]',
    takes: 'any',
    flags: [
      { long: 'all', short: 'a', does: 'Show all containers (default shows just running)' },
      { long: 'no-stream', does: 'Disable streaming stats and only pull the first result' },
    ],
    elsewhere: ['format', 'no-trunc'],
  },
} as const satisfies Record<string, DockerWords>;

export type DockerCommand = keyof typeof DOCKER_COMMANDS;

export const DOCKER_COMMAND_NAMES = Object.keys(DOCKER_COMMANDS) as [DockerCommand, ...DockerCommand[]];

/** A command's words, without its own name in their type. */
export function dockerWords(name: DockerCommand): DockerWords {
  return DOCKER_COMMANDS[name];
}

/** The options of curl that the console takes, in the words of curl's manual. */
export const CURL_OPTIONS: readonly FlagWords[] = [
  { long: 'data', short: 'd', value: 'text', does: 'HTTP POST data' },
  { long: 'head', short: 'I', does: 'Show document info only' },
  { long: 'header', short: 'H', value: 'text', does: 'Pass custom header(s) to server' },
  { long: 'include', short: 'i', does: 'Include protocol response headers in the output' },
  { long: 'max-time', short: 'm', value: 'number', does: 'Maximum time allowed for transfer, in seconds' },
  { long: 'request', short: 'X', value: 'text', does: 'Specify request method to use' },
  { long: 'show-error', short: 'S', does: 'Show error even when -s is used' },
  { long: 'silent', short: 's', does: 'Silent mode' },
];

/** What the console takes at all. */
export const CONSOLE_PROGRAMS = ['docker', 'curl', 'help'] as const;
