/**
 * What the generator can do on this machine, in figures: its throughput with a full ledger against autocannon's, alternated on
 * the same target, and how punctual it is, measured where the requests arrive. Prints, and asserts nothing: a busy machine is
 * no fault of the code.
 */
import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Traffic } from '#protocol/traffic.ts';
import { monotonicMs } from '../src/clock.ts';
import { Ledger } from '../src/ledger/ledger.ts';
import { TrafficThread } from '../src/traffic/traffic-thread.ts';
import { percentile } from './percentile.ts';

const ROUNDS = 5;
const CONNECTIONS = 50;
const REQUESTS = 50_000;
const BODY = { email: 'email@email.com', comment: 'Post number {number}', content_id: 1 };
const PATH = '/api/comment/new';

/** A bare server in a process of its own. It notes when each request arrived, on the machine's monotonic clock, for who asks. */
const TARGET = `
  let arrivals = [];
  const server = require('node:http').createServer((request, response) => {
    const at = process.hrtime.bigint();
    if (arrivals !== null) arrivals.push([Number(request.headers['x-request-id']), Number(at) / 1e6]);
    request.resume();
    response.statusCode = 201;
    response.end('{"status":"SUCCESS"}');
  });
  process.on('message', (note) => {
    process.send(arrivals ?? []);
    arrivals = note ? [] : null;
  });
  process.on('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

const arrivalsSchema = z.array(z.tuple([z.number(), z.number()]));
const autocannonSchema = z.object({ start: z.string(), finish: z.string(), '2xx': z.number(), errors: z.number() });

const common = { keepAlive: true, timeoutMs: 10_000, handlerTimeMs: 0, maxRequests: REQUESTS, maxSeconds: 60 };

const target = spawn(process.execPath, ['-e', TARGET], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
const port = z.int().parse(await message(target));
await using thread = new TrafficThread();

await printThroughput();
for (const ratePerSecond of [200, 1000]) {
  for (const keepAlive of [true, false]) await printPacing(ratePerSecond, keepAlive);
}
target.disconnect();

async function printThroughput(): Promise<void> {
  await arrivals(false);
  const ours: number[] = [];
  const theirs: number[] = [];
  await generatorRate(); // both warm: the target's code is compiled
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await generatorRate());
    theirs.push(await autocannonRate());
  }
  const ratio = median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)));
  console.log(
    `throughput, closed model, ${CONNECTIONS} connections kept, ${REQUESTS} requests, median of ${ROUNDS} rounds:`,
  );
  console.log(`  generator with ledger  ${Math.round(median(ours))} requests/s`);
  console.log(`  autocannon             ${Math.round(median(theirs))} requests/s`);
  console.log(`  ratio                  ${ratio.toFixed(2)}`);
}

/** Requests a second, from the first request due to the last one ended, with every row in the ledger. */
async function generatorRate(): Promise<number> {
  const ledger = await send({ model: 'closed', clients: CONNECTIONS, pauseMs: 0, ...common }, monotonicMs() + 50);
  const { due, completed } = ledger.counts({ logComplete: true, proxied: false });
  if (completed !== due) console.log(`  the generator had ${due - completed} requests that were not completed`);
  const lastEnd = ledger.rows().reduce((last, { endedAt }) => Math.max(last, endedAt ?? 0), 0);
  return (due / lastEnd) * 1000;
}

async function autocannonRate(): Promise<number> {
  const program = createRequire(import.meta.url).resolve('autocannon/autocannon.js');
  const flags = [
    '-j',
    '-n',
    '-c',
    String(CONNECTIONS),
    '-a',
    String(REQUESTS),
    '-m',
    'POST',
    '-b',
    JSON.stringify(BODY),
  ];
  const headers = ['-H', 'content-type=application/json'];
  const url = `http://127.0.0.1:${port}${PATH}`;
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...flags, ...headers, url]);
  const result = autocannonSchema.parse(JSON.parse(stdout));
  if (result.errors > 0) console.log(`  autocannon had ${result.errors} errors`);
  return (result['2xx'] / (Date.parse(result.finish) - Date.parse(result.start))) * 1000;
}

async function printPacing(ratePerSecond: number, keepAlive: boolean): Promise<void> {
  const seconds = 5;
  const startAt = monotonicMs() + 200;
  const maxRequests = ratePerSecond * seconds;
  await arrivals(true);
  await send({ model: 'open', ratePerSecond, ...common, keepAlive, maxRequests }, startAt);
  const arrived = await arrivals(false);
  const late = arrived.map(([number, at]) => Math.abs(at - startAt - ((number - 1) * 1000) / ratePerSecond));
  const bins = Array.from({ length: seconds * 10 }, () => 0);
  for (const [, at] of arrived) {
    const bin = Math.floor((at - startAt) / 100);
    if (bin < bins.length) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const [p50, p99, worst] = [50, 99, 100].map((p) => percentile(late, p).toFixed(2));
  console.log(
    `pacing at ${ratePerSecond}/s, ${keepAlive ? 'connections kept' : 'a connection a request'}, where they arrive:`,
  );
  console.log(`  ${arrived.length} of ${maxRequests} arrived; error p50 ${p50} ms, p99 ${p99} ms, worst ${worst} ms`);
  console.log(`  per 100 ms: ${Math.min(...bins)} to ${Math.max(...bins)} where ${ratePerSecond / 10} are due`);
}

async function send(traffic: Traffic, startAt: number): Promise<Ledger> {
  const ledger = new Ledger();
  const request = { method: 'POST', path: PATH, body: BODY };
  const plan = { target: { host: '127.0.0.1', port }, request, traffic, origin: startAt, startAt };
  const { done } = thread.begin(plan, (facts) => {
    for (const one of facts) ledger.record(one);
  });
  await done;
  return ledger;
}

/** What the target noted so far, and whether it shall go on noting. */
async function arrivals(note: boolean): Promise<[number, number][]> {
  const answer = message(target);
  target.send(note);
  return arrivalsSchema.parse(await answer);
}

async function message(child: ChildProcess): Promise<unknown> {
  const [first] = await once(child, 'message');
  return first;
}

function median(values: readonly number[]): number {
  return percentile(values, 50);
}
