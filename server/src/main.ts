import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import open from 'open';
import { pino } from 'pino';
import { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import type { App } from './app.ts';
import { distFolder, serve } from './app.ts';
import type { Config } from './config.ts';
import { ConfigError, PROJECT_ROOT, readConfig } from './config.ts';
import { loadContent } from './content.ts';
import { dockerProvider } from './engines/docker/provider.ts';
import { embeddedProvider } from './engines/embedded/provider.ts';
import { Engines, tellEngines } from './engines/engines.ts';
import { createInstance } from './engines/instance.ts';
import { loadLabContainers } from './engines/lab-container.ts';
import { LabError, toLabError } from './errors.ts';
import { History } from './history/history.ts';
import type { Lab } from './lab.ts';
import { Repeats } from './runs/repeats.ts';
import { Runs } from './runs/runs.ts';
import { TrafficThread } from './traffic/traffic-thread.ts';

/** The lab promises to end within 5 s of a signal: what has not let go by then is left to the next start's sweep. */
const END_DEADLINE_MS = 4_500;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);
// A terminal that is closed, or a pipe that nobody reads any more, must not end the lab before it has removed what it made.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** The lab and everything that must be ended with it. */
interface RunningLab extends Lab {
  isClosing: boolean;
  end(): Promise<void>;
}

async function start(config: Config): Promise<{ lab: RunningLab; app: App }> {
  await mkdir(config.data, { recursive: true });
  const log = pino(pino.destination({ dest: join(config.data, 'lab.log'), sync: true }));
  const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
  const content = await usableContent(config.content, containers);
  const instance = await createInstance();
  const engines = new Engines(
    [
      dockerProvider({ instance, baseImage: config.baseImage, forcePublishedPort: config.forcePublishedPort }),
      embeddedProvider({ instance, containers, dataFolder: config.data }),
    ],
    config.engine,
  );
  const thread = new TrafficThread();
  const runs = new Runs({ scenarios: content.en.scenarios, containers, engine: (kind) => engines.get(kind), thread });
  const history = new History({
    path: join(config.data, 'history.db'),
    runs,
    observer: instance.owner,
    failed: (error) => {
      log.error({ err: error }, 'a run could not be kept');
      complain(`A run could not be kept: ${toLabError(error).message} It can be seen until the lab ends.`);
    },
  });
  const repeats = new Repeats({
    runs,
    store: history.repeats,
    failed: (error) => {
      log.error({ err: error }, 'a repeat could not be kept');
      complain(`A repeat could not be kept: ${toLabError(error).message} It can be seen until the lab ends.`);
    },
  });
  const lab: RunningLab = {
    version: readVersion(),
    content,
    engines,
    runs,
    repeats,
    history,
    isClosing: false,
    async end() {
      await repeats.dispose();
      await runs.dispose();
      await thread[Symbol.asyncDispose]();
      await engines[Symbol.asyncDispose]();
    },
  };
  // Few and small: nobody is to see one go on that nobody carries out any more.
  await history.repeats.markInterrupted();
  const app = await serve(lab, { host: config.host, port: config.port, dist: distFolder(PROJECT_ROOT), log });
  // Before anything is made that an end by default would leave behind.
  endOnSignals(lab, app);
  // A run may be long: who asks for one meanwhile gets it when it is marked.
  const interrupted = await history.markInterrupted();
  if (interrupted.length > 0)
    say(`  marked  as interrupted, with the lab that observed it: ${interrupted.join(', ')}`);
  // Only now, when the port is surely this lab's own, is it worth looking at the engines.
  const view = tellEngines(await engines.view());
  const chosen = view.engines.find(({ kind }) => kind === view.default);
  say(`  engine  ${view.default}${chosen?.version ? ` ${chosen.version}` : ''}: ${view.reason}`);
  await sweep(lab);
  return { lab, app };
}

/** Removes what dead labs left. What cannot be removed is told and keeps nobody from starting. */
async function sweep(lab: RunningLab): Promise<void> {
  const { left, unseen, ...removed } = await lab.engines.sweep();
  if (lab.isClosing) return;
  const swept = Object.values(removed).flat();
  if (swept.length > 0) say(`  swept   what an earlier, dead lab had left: ${swept.join(', ')}`);
  for (const words of left) complain(`  left    of an earlier, dead lab: ${words}`);
  for (const words of unseen) complain(`  sweep   could not look for what earlier, dead labs left on ${words}`);
}

/** What can be taught; the rest is named with what is wrong. @throws LabError where there is no scenario */
async function usableContent(folder: string, containers: LabContainers): Promise<Lab['content']> {
  const { content, problems } = await loadContent(folder, containers);
  for (const { file, line, message } of problems) complain(`${file}:${line}: ${message}`);
  if (content.en.scenarios.length === 0)
    throw new LabError(
      'invalid-input',
      said('There is no usable scenario in {folder}.', { folder: join(folder, 'scenarios') }),
    );
  return content;
}

type LabContainers = Awaited<ReturnType<typeof loadLabContainers>>;

function readVersion(): string {
  const text = readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Ctrl+C in a terminal reaches the lab twice: from the terminal, and passed on by npm. Within this time they are one. */
const SAME_SIGNAL_MS = 500;

/** Ends the lab on the first signal, with grace; a second one leaves at once. */
function endOnSignals(lab: RunningLab, app: App): void {
  let endingSince = 0;
  const end = async (signal: NodeJS.Signals) => {
    if (lab.isClosing) {
      if (performance.now() - endingSince < SAME_SIGNAL_MS) return;
      complain('A second signal: leaving at once. The next start removes what is left.');
      process.exit(1);
    }
    lab.isClosing = true;
    endingSince = performance.now();
    say(`\n${signal}: removing containers and answering what is in flight …`);
    setTimeout(() => {
      complain('Not everything could be removed in time. The next start removes what is left.');
      process.exit(1);
    }, END_DEADLINE_MS).unref();
    const isClean = await lab.end().then(
      () => true,
      (error: unknown) => {
        const words = error instanceof Error ? error.message : String(error);
        complain(`Not everything could be removed: ${words} The next start tries again.`);
        return false;
      },
    );
    await app.close();
    // Only now: what was in flight may have asked for a run of the history.
    lab.history[Symbol.dispose]();
    if (isClean) say('Ended; nothing is left running.');
    process.exit(isClean ? 0 : 1);
  };
  process.on('SIGINT', (signal) => void end(signal));
  // What a terminal sends when its window is closed.
  process.on('SIGHUP', (signal) => void end(signal));
  process.on('SIGTERM', (signal) => void end(signal));
}

/** One line for a person on why the lab did not start. */
function explain(error: unknown, config: Config | null): string {
  if (error instanceof LabError) return error.message;
  if (error instanceof Error && 'code' in error && config !== null) {
    const other = `npm start -- --port ${config.port + 100}`;
    if (error.code === 'EADDRINUSE')
      return `Port ${config.port} is in use: end the other program, or choose another port: ${other}`;
    if (error.code === 'EACCES') return `Port ${config.port} is not open to you: choose another one: ${other}`;
    if (error.code === 'EADDRNOTAVAIL')
      return `${config.host} is no address of this machine: --host takes one that is.`;
  }
  return `The lab could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

let config: Config | null = null;
try {
  config = readConfig(process.argv.slice(2), process.env);
  say('Graceful Shutdown Lab');
  const { lab, app } = await start(config);
  if (!lab.isClosing) {
    say(`  open    ${app.url}`);
    say('  end     Ctrl+C');
    // A machine without a desktop has nothing to open it with; the address stands above.
    if (config.open) await open(app.url).catch(() => undefined);
  }
} catch (error) {
  if (error instanceof ConfigError) for (const problem of error.problems) complain(problem);
  else complain(explain(error, config));
  process.exit(error instanceof ConfigError ? 2 : 1);
}
