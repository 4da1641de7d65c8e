/**
 * What one stalled viewer costs the lab and the other viewers, while a container floods its log and 1,000 requests a second run:
 * the lab's growth in memory and the way of a line to a healthy viewer, with and without a viewer that never acknowledges, and with
 * one that does not even read its socket. Each in a run of its own, in turn. Prints, never asserts.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { hasDocker } from '../../e2e/support/docker.ts';
import type { RunAdvance } from '../src/protocol/socket.ts';
import { BenchLab } from './bench-lab.ts';
import { report, skip } from './figure.ts';
import { readLine, wallClock, writeLines } from './log-writer.ts';
import { median, percentile } from './percentile.ts';
import { neverAcknowledging, neverReading } from './stalled-viewer.ts';

const ROUNDS = 5;
const FLOOD = { seconds: 6, ratePerSecond: 5_000 };
const SAMPLE_MS = 50;
const GOAL_MB = 32;

const STALLS = {
  none: null,
  'one that never acknowledges': neverAcknowledging,
  'one that never reads': neverReading,
} as const;
type Stall = keyof typeof STALLS;
const KINDS = ['none', 'one that never acknowledges', 'one that never reads'] as const satisfies Stall[];

interface Seen {
  p50: number;
  p99: number;
  /** How far the resident memory rose above what it was before the flood. */
  grownMb: number;
}

if (!hasDocker()) skip('viewers: no Docker engine answers.');
await using lab = await BenchLab.openInspected(['--engine', 'docker', '--content', 'server/bench/content']);
await measure('none'); // warm: the code is compiled, the heap has its size
const seen: Record<Stall, Seen[]> = { none: [], 'one that never acknowledges': [], 'one that never reads': [] };
for (let round = 0; round < ROUNDS; round += 1) {
  // Each takes every place in turn: what the others left behind must not speak against one of them.
  for (const stall of [...KINDS.slice(round % KINDS.length), ...KINDS.slice(0, round % KINDS.length)]) {
    seen[stall].push(await measure(stall));
  }
}

const middle = (stall: Stall, figure: keyof Seen) => median(seen[stall].map((one) => one[figure]));
const quietest = (stall: Stall, figure: keyof Seen) => Math.min(...seen[stall].map((one) => one[figure]));
console.log(`${FLOOD.ratePerSecond} lines/s and 1,000 requests/s for ${FLOOD.seconds} s, median of ${ROUNDS} runs`);
console.log('  stalled viewer                  line to a healthy viewer p50, p99 (ms)   growth (MB)');
for (const stall of KINDS) {
  const [p50, p99, grown] = (['p50', 'p99', 'grownMb'] as const).map((figure) => middle(stall, figure).toFixed(1));
  console.log(`  ${stall.padEnd(30)}${p50?.padStart(18)}${p99?.padStart(9)}${grown?.padStart(26)}`);
}
for (const stall of KINDS.slice(1)) {
  const more = middle(stall, 'grownMb') - middle('none', 'grownMb');
  report({
    what: `${stall}: the lab grows more by (MB)`,
    value: more,
    goal: { text: `at most ${GOAL_MB}`, isMet: more <= GOAL_MB },
  });
  // Whatever else the machine does only adds to a latency: the quietest rounds compare best.
  for (const figure of ['p50', 'p99'] as const) {
    report({
      what: `${stall}: line to the others, ${figure} of the quietest round (ms)`,
      value: quietest(stall, figure),
      peer: { what: 'without it', value: quietest('none', figure) },
    });
  }
}

async function measure(stall: Stall): Promise<Seen> {
  const run = await lab.ready({ scenarioId: 'bench' });
  const container = run.lanes[0]?.container.name ?? '';
  const latencies: number[] = [];
  const healthy = await watch(run.id, (latency) => latencies.push(latency));
  await lab.do(run.id, 'start');
  await lab.heapMb(); // collects garbage, so that every run begins alike
  const before = await lab.residentMb();
  let most = before;
  {
    using _stalled = await STALLS[stall]?.(lab.url, run.id);
    const count = FLOOD.seconds * FLOOD.ratePerSecond;
    let isOver = false;
    const writing = writeLines(container, 'flood', count, FLOOD.ratePerSecond).finally(() => {
      isOver = true;
    });
    for (; !isOver; await delay(SAMPLE_MS)) most = Math.max(most, await lab.residentMb());
    await writing;
  }
  healthy.close();
  await lab.do(run.id, 'finish');
  await lab.remove(run.id);
  const figures = { p50: median(latencies), p99: percentile(latencies, 99), grownMb: most - before };
  console.log(`  stalled viewer: ${stall}; ${figures.p50.toFixed(1)} ms, ${figures.grownMb.toFixed(1)} MB`);
  return figures;
}

/** A viewer that takes everything at once, as a page with nothing else to do would. */
async function watch(runId: string, onLine: (latency: number) => void) {
  const socket = io(lab.url, { transports: ['websocket'] });
  socket.on('run:advanced', ({ lanes }: RunAdvance, acknowledge: () => void) => {
    const now = wallClock();
    acknowledge();
    for (const { text } of lanes.a?.log?.lines ?? []) {
      const line = readLine(text, 'flood');
      if (line !== null) onLine(now - line.writtenAt);
    }
  });
  await new Promise<void>((done) => socket.once('connect', done));
  await socket.emitWithAck('run:watch', { runId });
  return socket;
}
