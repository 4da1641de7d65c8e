/**
 * How long the engine takes to carry out a signal: the lab's own way (Engine API, until the engine tells that it has sent it)
 * against the `docker kill` command, on fresh containers, in turn. Prints, never asserts.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { monotonicMs } from '../src/clock.ts';
import { PROJECT_ROOT } from '../src/config.ts';
import { dockerProvider } from '../src/engines/docker/provider.ts';
import type { RunningContainer } from '../src/engines/engine.ts';
import { createInstance } from '../src/engines/instance.ts';
import type { LabContainer } from '../src/engines/lab-container.ts';
import { applyKnobs, loadLabContainers } from '../src/engines/lab-container.ts';
import { report, skip } from './figure.ts';
import { median, percentile } from './percentile.ts';

const PAIRS = 40;
/** Of what `docker kill` takes. */
const GOAL_RATIO = 0.6;

const provider = dockerProvider({ instance: await createInstance(), baseImage: 'debian:trixie-slim' });
const { available, reason } = await provider.probe();
if (!available) skip(`action: ${reason}`);
await using engine = await provider.connect();
const container = await theContainer();
const forever = new AbortController().signal;
await engine.prepare(container, () => undefined, forever);
const settings = applyKnobs(container, {});

/** The Node sample: it starts quickest, and the engine's part does not depend on the program. */
async function theContainer(): Promise<LabContainer> {
  const found = (await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'))).get('comments-api-node');
  if (found === undefined) throw new Error('The lab container comments-api-node is missing.');
  return found;
}

async function timed(name: string, send: (running: RunningContainer) => Promise<void> | void): Promise<number> {
  const { arguments: arguments_, environment } = settings;
  await using running = await engine.start({ name, container, arguments: arguments_, environment }, forever);
  const began = monotonicMs();
  await send(running);
  const took = monotonicMs() - began;
  await running.exited;
  return took;
}

const row = (title: string, times: number[]) => {
  const figures = [50, 99].map((p) => `${percentile(times, p).toFixed(1).padStart(7)} ms`).join('');
  console.log(`  ${title.padEnd(44)}${figures}`);
};

for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
  const api: number[] = [];
  const command: number[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    api.push(await timed(`lab-bench-${pair}-api`, (running) => running.signal(signal)));
    command.push(
      await timed(`lab-bench-${pair}-cli`, ({ name }) => {
        spawnSync('docker', ['kill', `--signal=${signal}`, name], { stdio: 'ignore' });
      }),
    );
  }
  console.log(`${signal}, ${PAIRS} pairs in turn                             p50       p99`);
  row('accepted by the engine, as the lab sees it', api);
  row(`docker kill --signal=${signal}`, command);
  report({
    what: `${signal} until the engine has accepted it, p50 (ms)`,
    value: median(api),
    peer: { what: 'docker kill', value: median(command) },
    goal: { text: `${GOAL_RATIO} of the peer`, isMet: median(api) <= GOAL_RATIO * median(command) },
  });
}
