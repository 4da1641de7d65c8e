/**
 * How long a learner waits: from the start of the lab to a healthy answer, and from a run's creation to the first answered
 * request of every lane, against the floor that `docker run` sets for one container in the same run. Prints, never asserts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { PROJECT_ROOT } from '../src/config.ts';
import { percentile } from './percentile.ts';

const ROUNDS = 5;
const POLL_MS = 5;

if (spawnSync('docker', ['version'], { stdio: 'ignore' }).status !== 0) {
  console.log('start: not measured, no Docker engine answers.');
  process.exit();
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const seen = await look().catch(() => null);
    if (seen !== null) return seen;
    await delay(POLL_MS);
  }
}

const data = await mkdtemp(join(tmpdir(), 'lab-bench-'));
const began = performance.now();
const lab = spawn(
  process.execPath,
  ['server/src/main.ts', '--no-open', '--port', '4599', '--engine', 'docker', '--data', data],
  {
    cwd: PROJECT_ROOT,
    stdio: 'ignore',
  },
);
const api = 'http://127.0.0.1:4599/api';
await until(async () => ((await fetch(`${api}/health`)).ok ? true : null));
const healthy = performance.now() - began;

const json = { 'content-type': 'application/json' };
const runSchema = z.object({
  id: z.string(),
  status: z.string(),
  lanes: z.array(z.object({ counts: z.object({ completed: z.int() }) })),
});
const view = async (id: string) => runSchema.parse(await (await fetch(`${api}/runs/${id}`)).json());

async function firstAnswer(): Promise<number> {
  const from = performance.now();
  const body = JSON.stringify({ scenarioId: 'article' });
  const { id } = runSchema.parse(await (await fetch(`${api}/runs`, { method: 'POST', headers: json, body })).json());
  await until(async () => ((await view(id)).status === 'ready' ? true : null));
  await fetch(`${api}/runs/${id}/start`, { method: 'POST' });
  await until(async () => ((await view(id)).lanes.every(({ counts }) => counts.completed > 0) ? true : null));
  const took = performance.now() - from;
  await fetch(`${api}/runs/${id}`, { method: 'DELETE' });
  return took;
}

async function dockerRun(): Promise<number> {
  const from = performance.now();
  const name = 'lab-bench-floor';
  spawnSync('docker', [
    'run',
    '--detach',
    '--name',
    name,
    '--publish',
    '127.0.0.1:4598:8000',
    'graceful-shutdown-lab/comments-api',
  ]);
  await until(async () => ((await fetch('http://127.0.0.1:4598/healthcheck')).ok ? true : null));
  const took = performance.now() - from;
  spawnSync('docker', ['rm', '--force', name]);
  return took;
}

await firstAnswer(); // builds the image where it is missing
const runs: number[] = [];
const floors: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  runs.push(await firstAnswer());
  floors.push(await dockerRun());
}
lab.kill('SIGTERM');
await once(lab, 'exit');
await rm(data, { recursive: true });

const [ours, floor] = [percentile(runs, 50), percentile(floors, 50)];
console.log(`start of the lab to a healthy answer          ${healthy.toFixed(0).padStart(6)} ms`);
console.log(`two lanes, creation to first answers (p50)    ${ours.toFixed(0).padStart(6)} ms`);
console.log(`docker run of one container to health (p50)   ${floor.toFixed(0).padStart(6)} ms`);
console.log(`ratio                                         ${(ours / floor).toFixed(2).padStart(6)}`);
