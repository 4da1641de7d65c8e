/**
 * How long a line of a container's log takes to the learner's eye: from its writing in the container to the write callback of the
 * terminal in a real browser, against `docker logs --follow` for the same lines. And whether a burst comes whole, or with an exact
 * mark of what was skipped. Prints, never asserts.
 */
import { hasDocker } from '../../e2e/support/docker.ts';
import { BenchLab } from './bench-lab.ts';
import { DockerLogs } from './docker-logs.ts';
import { report, skip } from './figure.ts';
import { writeLines } from './log-writer.ts';
import { percentile } from './percentile.ts';
import { openBrowser, WatchedPage } from './watched-page.ts';

const STEADY = [
  { ratePerSecond: 50, lines: 500 },
  { ratePerSecond: 1000, lines: 5000 },
];
const BURST = 100_000;
const GOAL_ABOVE_MS = 25;
const GOAL_BURST_S = 5;

if (!hasDocker()) skip('logs: no Docker engine answers.');
const browser = await openBrowser();
if (browser === null) skip('logs: there is no Chromium (npx playwright install chromium).');

await using lab = await BenchLab.open(['--engine', 'docker', '--content', 'server/bench/content']);
const run = await lab.ready({ scenarioId: 'bench' });
const container = run.lanes[0]?.container.name ?? '';
const page = await WatchedPage.open(browser, `${lab.url}/runs/${run.id}`);
using peer = new DockerLogs(container);
await writeLines(container, 'warm', 200, 100);
await page.until('warm', 200);

for (const { ratePerSecond, lines } of STEADY) await steady(ratePerSecond, lines);
await burst();
await browser.close();
await lab.remove(run.id);

async function steady(ratePerSecond: number, lines: number): Promise<void> {
  const prefix = `steady${ratePerSecond}`;
  await writeLines(container, prefix, lines, ratePerSecond);
  const drawn = await page.until(prefix, lines);
  const ours = [...drawn.values()].map(({ at, writtenAt }) => at - writtenAt);
  const theirs = (await peer.until(prefix, lines)).map(({ at, writtenAt }) => at - writtenAt);
  console.log(`${ratePerSecond} lines/s, ${drawn.size} of ${lines} drawn, ms from the writing   p50     p99`);
  for (const [title, times] of [
    ['terminal in Chromium', ours],
    ['docker logs --follow', theirs],
  ] as const) {
    const figures = [50, 99].map((p) => percentile(times, p).toFixed(1).padStart(8)).join('');
    console.log(`  ${title.padEnd(54)}${figures}`);
  }
  const [value, floor] = [percentile(ours, 50), percentile(theirs, 50)];
  report({
    what: `log line to the terminal at ${ratePerSecond} lines/s, p50 (ms)`,
    value,
    peer: { what: 'docker logs -f', value: floor },
    goal: { text: `at most ${GOAL_ABOVE_MS} above`, isMet: value - floor <= GOAL_ABOVE_MS },
  });
}

async function burst(): Promise<void> {
  const before = page.skipped;
  await writeLines(container, 'burst', BURST, 0);
  const drawn = await page.until('burst', BURST);
  const last = drawn.get(BURST);
  if (last === undefined) throw new Error('The last line of the burst is missing.');
  // The first line may be among those that were skipped.
  const began = Math.min(...[...drawn.values()].map(({ writtenAt }) => writtenAt));
  const seconds = (last.at - began) / 1000;
  const marked = page.skipped - before;
  const isExact = drawn.size + marked === BURST;
  console.log(
    `burst of ${BURST} lines: ${drawn.size} drawn, ${marked} marked as skipped${isExact ? '' : ': NOT EXACT'}`,
  );
  const printed = (await peer.until('burst', BURST)).at(-1);
  report({
    what: `burst of ${BURST} lines to the last one on the terminal (s)`,
    value: seconds,
    peer: { what: 'docker logs -f', value: ((printed?.at ?? Number.NaN) - began) / 1000 },
    goal: {
      text: `whole within ${GOAL_BURST_S}, or an exact mark`,
      isMet: isExact && (marked > 0 || seconds <= GOAL_BURST_S),
    },
  });
}
