/**
 * What the lab holds in memory with 1, 10 and 50 finished runs kept, each with its requests, its log and its events: the resident
 * size, and the heap after a forced garbage collection. On the embedded engine, whose containers start quickest; the lab's own
 * memory is the same on every engine. Drives nothing but the HTTP contract. Prints, never asserts.
 */
import { BenchLab } from './bench-lab.ts';
import { report } from './figure.ts';

const KEPT = [1, 10, 50];
const REQUESTS_PER_LANE = 1_000;

await using lab = await BenchLab.openInspected(['--engine', 'embedded', '--content', 'server/bench/content']);
const empty = { heap: await lab.heapMb(), resident: await lab.residentMb() };
console.log(`runs kept, two lanes of ${REQUESTS_PER_LANE} requests each      heap (MB)   resident (MB)`);
print(0, empty.heap, empty.resident);

let kept = 0;
let first = empty.heap;
for (const goal of KEPT) {
  for (; kept < goal; kept += 1) await keepOne();
  const [heap, resident] = [await lab.heapMb(), await lab.residentMb()];
  print(kept, heap, resident);
  if (kept === 1) first = heap;
  report({
    what: `resident memory with ${kept} run${kept === 1 ? '' : 's'} kept (MB)`,
    value: resident,
    peer: { what: 'without a run', value: empty.resident },
  });
  if (kept > 1) report({ what: `heap for each further run, of ${kept} (MB)`, value: (heap - first) / (kept - 1) });
}

/** A run from its creation to its end, which the lab keeps. */
async function keepOne(): Promise<void> {
  const traffic = { model: 'closed' as const, clients: 10, pauseMs: 0, keepAlive: true, timeoutMs: 10_000 };
  const limits = { handlerTimeMs: 0, maxRequests: REQUESTS_PER_LANE, maxSeconds: 60 };
  const { id } = await lab.ready({ scenarioId: 'bench', traffic: { ...traffic, ...limits } });
  await lab.do(id, 'start');
  await lab.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed === REQUESTS_PER_LANE));
  await lab.do(id, 'finish');
  await lab.until(id, ({ status }) => status === 'finished');
}

function print(runs: number, heap: number, resident: number): void {
  const figures = [heap.toFixed(1).padStart(12), resident.toFixed(1).padStart(16)].join('');
  console.log(`  ${String(runs).padEnd(46)}${figures}`);
}
