/**
 * How long a learner waits: for the lab itself, from a click on "Start both" until every lane shows an answered request, and from
 * a run's creation by a script to the same, against the floor that `docker run` sets for one container in the same run. Prints,
 * never asserts.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { z } from 'zod';
import { hasDocker } from '../../e2e/support/docker.ts';
import { BenchLab } from './bench-lab.ts';
import { notMeasured, report, skip } from './figure.ts';
import { median } from './percentile.ts';
import { openBrowser } from './watched-page.ts';

const ROUNDS = 5;
const POLL_MS = 5;
const FLOOR_PORT = 4598;
const GOAL_CLICK_S = 1.5;

if (!hasDocker()) skip('start: no Docker engine answers.');

const began = performance.now();
await using lab = await BenchLab.open(['--engine', 'docker']);
await fetch(`${lab.url}/api/health`);
report({ what: 'start of the lab to its first answer (ms)', value: performance.now() - began });

await firstAnswer(); // builds the image where it is missing
const runs: number[] = [];
const floors: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  runs.push(await firstAnswer());
  floors.push(await dockerRun());
}
report({
  what: 'two lanes by script, creation to the first answers, p50 (ms)',
  value: median(runs),
  peer: { what: 'docker run of one to health', value: median(floors) },
});

const browser = await openBrowser();
if (browser === null) notMeasured('clicks: there is no Chromium (npx playwright install chromium).');
else await measureClicks(browser);

async function measureClicks(on: Browser): Promise<void> {
  for (const scenario of ['article', 'in-flight']) {
    for (const atOnce of [false, true]) {
      const clicks: number[] = [];
      for (let round = 0; round < ROUNDS; round++) clicks.push((await click(on, scenario, atOnce)) / 1000);
      report({
        what: atOnce
          ? `${scenario}: page shown and clicked at once to answers in both lanes, p50 (s)`
          : `${scenario}: click on "Start both", containers ready, to answers in both lanes, p50 (s)`,
        value: median(clicks),
        goal: { text: `at most ${GOAL_CLICK_S}`, isMet: median(clicks) <= GOAL_CLICK_S },
      });
    }
  }
  await on.close();
}

/**
 * A learner who has read the scenario, so that the containers are ready, or one who clicks as soon as the page shows: then it counts
 * from that moment, whatever the button waits for.
 */
async function click(on: Browser, scenario: string, atOnce: boolean): Promise<number> {
  const page = await on.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ path: join(import.meta.dirname, 'click-hook.js') });
  await page.goto(`${lab.url}/lab/${scenario}`);
  const shown = performance.now();
  for (const lane of atOnce ? [] : ['Lane A', 'Lane B']) {
    await page.getByRole('region', { name: lane }).getByText('ready', { exact: true }).waitFor();
  }
  const answered = page.evaluate('benchFirstAnswers()');
  await page.getByRole('button', { name: 'Start both' }).click();
  const sinceClick = z.number().parse(await answered);
  const took = atOnce ? performance.now() - shown : sinceClick;
  await lab.remove(page.url().split('/').at(-1) ?? '');
  await page.close();
  return took;
}

async function firstAnswer(): Promise<number> {
  const from = performance.now();
  const { id } = await lab.ready({ scenarioId: 'article' });
  await lab.do(id, 'start');
  await lab.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed > 0));
  const took = performance.now() - from;
  await lab.remove(id);
  return took;
}

async function dockerRun(): Promise<number> {
  const from = performance.now();
  const name = `lab-bench-floor-${process.pid}`;
  const publish = `127.0.0.1:${FLOOR_PORT}:8000`;
  spawnSync('docker', [
    'run',
    '--detach',
    '--name',
    name,
    '--publish',
    publish,
    'graceful-shutdown-lab/comments-api',
  ]);
  const isHealthy = () => fetch(`http://127.0.0.1:${FLOOR_PORT}/healthcheck`).then(({ ok }) => ok);
  while (!(await isHealthy().catch(() => false))) await delay(POLL_MS);
  const took = performance.now() - from;
  spawnSync('docker', ['rm', '--force', name]);
  return took;
}
