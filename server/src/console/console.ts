import type { ConsoleAnswer, ConsoleLine } from '#protocol/console.ts';
import type { LaneId } from '#protocol/ids.ts';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';
import type { Run } from '../runs/run.ts';
import { plainText } from '../runs/safe-text.ts';
import { settledWithin } from '../waiting.ts';
import type { Command } from './command.ts';
import { curl } from './curl.ts';
import { kill, start, stop } from './docker-end.ts';
import { printLogs } from './docker-logs.ts';
import { inspect, stats, top } from './docker-look.ts';
import { listContainers } from './docker-ps.ts';
import { commandHelp, consoleHelp, curlHelp, dockerHelp } from './docker-usage.ts';
import type { Place } from './found.ts';
import { refused } from './found.ts';
import { readLine } from './grammar.ts';
import { Pace } from './pace.ts';
import type { Said } from './refusal.ts';
import { out } from './refusal.ts';

/** How long a command may take, in milliseconds: the page waits 30 s. */
const PATIENCE_MS = 25_000;
/** How long a command may take to come to its end when the run has, in milliseconds. */
const LAST_WORDS_MS = 300;
/** What is printed at most: one packet, and a page that stays quick. */
const MAX_LINES = 600;
const MAX_CHARACTERS = 80_000;
const MAX_LINE_CHARACTERS = 4_000;

const paces = new WeakMap<Run, Pace>();

/**
 * Runs a line that was typed into a lane's console. What a command itself says no to is an answer with an exit code.
 * @throws LabError `run-over`, `too-many-commands`; EngineLostError
 */
export async function runLine(run: Run, laneId: LaneId, line: string): Promise<ConsoleAnswer> {
  run.assertGoingOn();
  const lane = run.lane(laneId);
  const pace = paces.get(run) ?? new Pace();
  paces.set(run, pace);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const abortSignal = AbortSignal.any([run.ending, patience]);
  using _turn = pace.begin();
  try {
    const {
      lines,
      exitCode = 0,
      acted = false,
    } = await untilAborted(carryOut({ run, lane, abortSignal }, line), abortSignal);
    return { lines: printable(lines), exitCode, acted };
  } catch (thrown) {
    run.assertGoingOn();
    if (patience.aborted)
      throw new LabError('engine-failed', said('The command took too long and was given up: try it again.'));
    throw thrown;
  }
}

async function carryOut(place: Place, line: string): Promise<Said> {
  try {
    return await obey(place, readLine(line));
  } catch (thrown) {
    return refused(thrown);
  }
}

async function obey(place: Place, command: Command): Promise<Said> {
  switch (command.kind) {
    case 'nothing':
      return { lines: [] };
    case 'help':
      return { lines: out(...helpOn(command.about)) };
    case 'ps':
      return await listContainers(place, command);
    case 'logs':
      return printLogs(place, command);
    case 'kill':
      return await kill(place, command);
    case 'stop':
      return await stop(place, command);
    case 'start':
      return await start(place, command);
    case 'inspect':
      return await inspect(place, command);
    case 'top':
      return await top(place, command);
    case 'stats':
      return await stats(place, command);
    case 'curl':
      return await curl(place, command);
  }
}

function helpOn(about: (Command & { kind: 'help' })['about']): string[] {
  if (about === 'console') return consoleHelp();
  if (about === 'docker') return dockerHelp();
  return about === 'curl' ? curlHelp() : commandHelp(about);
}

/** What a program printed is somebody else's text: without colours and control characters, and no more than a page can show. */
function printable(lines: readonly ConsoleLine[]): ConsoleLine[] {
  const shown: ConsoleLine[] = [];
  let characters = 0;
  for (const { stream, text } of lines) {
    const plain = plainText(text).slice(0, MAX_LINE_CHARACTERS);
    characters += plain.length;
    if (shown.length === MAX_LINES || characters > MAX_CHARACTERS) {
      return [...shown, { stream: 'stderr', text: '… and more: the console shows no more than this.' }];
    }
    shown.push({ stream, text: plain });
  }
  return shown;
}

/**
 * Waits for work until it is given up. What had just come to its end when the run did, as the `docker stop` that ended its last lane,
 * is still told. @throws the signal's reason
 */
async function untilAborted<T>(work: Promise<T>, abortSignal: AbortSignal): Promise<T> {
  const { promise: aborted, resolve: abort } = Promise.withResolvers<void>();
  abortSignal.addEventListener('abort', () => abort(), { once: true });
  if (abortSignal.aborted) abort();
  const late = aborted.then(() => settledWithin(work, LAST_WORDS_MS));
  late.catch(() => undefined); // a failure of the work is thrown below
  await Promise.race([work, late]);
  if (abortSignal.aborted && !(await late)) throw abortSignal.reason;
  return await work;
}
