/**
 * How long the engine takes to accept a SIGKILL: the lab's own way (Engine API) against the `docker kill` command, on fresh
 * containers, one after the other in turn. Prints, never asserts.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { monotonicMs } from '../src/clock.ts';
import { PROJECT_ROOT } from '../src/config.ts';
import { dockerProvider } from '../src/engines/docker/provider.ts';
import { createInstance } from '../src/engines/instance.ts';
import { applyKnobs, loadLabContainers } from '../src/engines/lab-container.ts';
import { percentile } from './percentile.ts';

const PAIRS = 30;

const provider = dockerProvider({ instance: await createInstance(), baseImage: 'debian:trixie-slim' });
const { available, reason } = await provider.probe();
if (!available) {
  console.log(`action: not measured. ${reason}`);
  process.exit();
}
await using engine = await provider.connect();
const container = (await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'))).get('comments-api-node');
if (container === undefined) throw new Error('The lab container comments-api-node is missing.');
const forever = new AbortController().signal;
await engine.prepare(container, () => undefined, forever);
const settings = applyKnobs(container, {});

async function timeKill(
  name: string,
  kill: (container: { name: string; signal(name: 'SIGKILL'): Promise<void> }) => Promise<void> | void,
) {
  if (container === undefined) throw new Error('unreachable');
  const { arguments: arguments_, environment } = settings;
  await using running = await engine.start({ name, container, arguments: arguments_, environment }, forever);
  const began = monotonicMs();
  await kill(running);
  const took = monotonicMs() - began;
  await running.exited;
  return took;
}

const api: number[] = [];
const command: number[] = [];
for (let pair = 1; pair <= PAIRS; pair++) {
  api.push(await timeKill(`lab-bench-${pair}-api`, (running) => running.signal('SIGKILL')));
  command.push(
    await timeKill(`lab-bench-${pair}-cli`, (running) => {
      spawnSync('docker', ['kill', running.name], { stdio: 'ignore' });
    }),
  );
}

const [ours, theirs] = [percentile(api, 50), percentile(command, 50)];
console.log(`action accepted, ${PAIRS} pairs in turn   p50        p99`);
console.log(
  `  Engine API, as the lab does    ${ours.toFixed(1).padStart(6)} ms  ${percentile(api, 99).toFixed(1).padStart(6)} ms`,
);
console.log(
  `  the docker kill command        ${theirs.toFixed(1).padStart(6)} ms  ${percentile(command, 99).toFixed(1).padStart(6)} ms`,
);
console.log(`  ratio of the medians           ${(ours / theirs).toFixed(2)}`);
