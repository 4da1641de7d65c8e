/**
 * The generator's throughput with a full ledger against autocannon's, alternated on the same target with the same connections.
 * Prints, never asserts: a busy machine is no fault of the code.
 */
import type { ChildProcess } from 'node:child_process';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';
import { monotonicMs } from '../src/clock.ts';
import { Ledger } from '../src/ledger/ledger.ts';
import { TrafficThread } from '../src/traffic/traffic-thread.ts';
import { notMeasured, report } from './figure.ts';
import { median } from './percentile.ts';

const ROUNDS = 5;
const CONNECTIONS = 50;
const REQUESTS = 50_000;
const BODY = { email: 'email@email.com', comment: 'Post number {number}', content_id: 1 };
const PATH = '/api/comment/new';
const GOAL_RATIO = 0.6;
const GOAL_RATE = 10_000;
/** Microseconds in a second: what `process.cpuUsage()` counts in. */
const CPU_SECOND = 1_000_000;

/** A bare server in a process of its own. */
const TARGET = `
  const server = require('node:http').createServer((request, response) => {
    request.resume();
    response.statusCode = 201;
    response.end('{"status":"SUCCESS"}');
  });
  process.on('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

const autocannonSchema = z.object({ start: z.string(), finish: z.string(), '2xx': z.number(), errors: z.number() });

const target = spawn(process.execPath, ['-e', TARGET], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const port = await portOf(target);
await using thread = new TrafficThread();

const ours: number[] = [];
const theirs: number[] = [];
/** Requests per second of processor time that this process took: all its threads, the ledger's included. */
const perCpuSecond: number[] = [];
await generatorRate(); // both warm: the target's code is compiled
for (let round = 0; round < ROUNDS; round += 1) {
  const before = process.cpuUsage();
  ours.push(await generatorRate());
  const { user, system } = process.cpuUsage(before);
  perCpuSecond.push(REQUESTS / ((user + system) / CPU_SECOND));
  theirs.push(await autocannonRate());
}
const pinned: number[] = [];
if (pinTo('0')) {
  for (let round = 0; round < ROUNDS; round += 1) pinned.push(await generatorRate());
  pinTo(`0-${availableParallelism() - 1}`);
}
target.disconnect();

const ratio = median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)));
console.log(`closed model, ${CONNECTIONS} connections kept, ${REQUESTS} requests, median of ${ROUNDS} rounds`);
report({
  what: 'generator with its ledger, closed model (requests/s)',
  value: median(ours),
  peer: { what: 'autocannon', value: median(theirs) },
  goal: {
    text: `${GOAL_RATIO} of the peer`,
    isMet: ratio >= GOAL_RATIO,
  },
});
// A rate alone says nothing of one core: the generator's process has several threads.
report({
  what: 'generator with its ledger, requests per CPU-second of its process',
  value: median(perCpuSecond),
  goal: { text: `${GOAL_RATE} on one core`, isMet: median(perCpuSecond) >= GOAL_RATE },
});

if (pinned.length === 0) notMeasured('throughput on one core: taskset (util-linux) does not pin this process here.');
else {
  report({
    what: 'the same, all threads of its process pinned to one core (requests/s)',
    value: median(pinned),
    goal: { text: `${GOAL_RATE}/s`, isMet: median(pinned) >= GOAL_RATE },
  });
}

/** Lets all threads of this process run on some cores only. The target stays free. @returns whether that can be had */
function pinTo(cores: string): boolean {
  const { status } = spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)], { stdio: 'ignore' });
  return status === 0;
}

/** Requests a second, from the first request due to the last one ended, with every row in the ledger. */
async function generatorRate(): Promise<number> {
  const ledger = new Ledger();
  const startAt = monotonicMs() + 50;
  const plan = {
    target: { host: '127.0.0.1', port },
    request: { method: 'POST', path: PATH, body: BODY },
    traffic: {
      model: 'closed' as const,
      clients: CONNECTIONS,
      pauseMs: 0,
      keepAlive: true,
      timeoutMs: 10_000,
      handlerTimeMs: 0,
      maxRequests: REQUESTS,
      maxSeconds: 60,
    },
    origin: startAt,
    startAt,
  };
  const { done } = thread.begin(plan, (facts) => {
    for (const one of facts) ledger.record(one);
  });
  await done;
  const { due, completed } = ledger.counts({ logComplete: true, proxied: false });
  if (completed !== due) console.log(`  the generator had ${due - completed} requests that were not completed`);
  const lastEnd = ledger.rows().reduce((last, { endedAt }) => Math.max(last, endedAt ?? 0), 0);
  return (due / lastEnd) * 1000;
}

async function autocannonRate(): Promise<number> {
  const program = createRequire(import.meta.url).resolve('autocannon/autocannon.js');
  const load = ['-j', '-n', '-c', String(CONNECTIONS), '-a', String(REQUESTS)];
  const request = ['-m', 'POST', '-b', JSON.stringify(BODY), '-H', 'content-type=application/json'];
  const url = `http://127.0.0.1:${port}${PATH}`;
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...load, ...request, url]);
  const result = autocannonSchema.parse(JSON.parse(stdout));
  if (result.errors > 0) console.log(`  autocannon had ${result.errors} errors`);
  return (result['2xx'] / (Date.parse(result.finish) - Date.parse(result.start))) * 1000;
}

async function portOf(child: ChildProcess): Promise<number> {
  const [first] = await once(child, 'message');
  return z.int().parse(first);
}
