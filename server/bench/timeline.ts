/**
 * Whether the timeline keeps up with a screen: the time between frames, and the page's own work in each, in a real browser with
 * 100,000 requests in each of two lanes, while it follows the run, zooms and moves, against a blank page.
 * Prints, never asserts.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { report, skip } from './figure.ts';
import { openFullLab } from './full-lab.ts';
import { FullRun, RATE_PER_SECOND } from './full-run.ts';
import { percentile } from './percentile.ts';
import { openBrowser } from './watched-page.ts';

const ROWS = 100_000;
const SECONDS = 4;
const framesSchema = z.object({ between: z.array(z.number()), work: z.array(z.number()) });
/** Times in milliseconds; `cpu` is what the page's main thread took of a processor for a frame, on average. */
type Frames = z.infer<typeof framesSchema> & { cpu: number };

/** One frame of a screen that shows 60 a second, and what a timer's jitter adds to it. */
const FRAME_MS = 1_000 / 60 + 1;

const browser = await openBrowser();
if (browser === null) skip('timeline: there is no Chromium (npx playwright install chromium).');

const floor = await blank();
const titles = ['follows the run', 'shows all of it', 'zooms in and out', 'moves', 'draws a crowd one by one'];
const measured = await onPage(measure);
for (const [at, { between, work, cpu }] of measured.entries()) {
  const title = titles[at] ?? '';
  const late = between.filter((ms) => ms > FRAME_MS).length;
  console.log(
    `${title}: ${line('between frames', between)}; ${late} of ${between.length} late; ${line('drawing', work)}`,
  );
  report({
    what: `timeline of 2 × ${ROWS.toLocaleString('en')} ${title}: the main thread's processor time a frame (ms)`,
    value: cpu,
    peer: { what: 'a blank page', value: floor.cpu },
    goal: { text: `at most ${FRAME_MS.toFixed(1)}`, isMet: cpu <= FRAME_MS },
  });
  report({
    what: `timeline of 2 × ${ROWS.toLocaleString('en')} ${title}: between frames, p95 (ms)`,
    value: percentile(between, 95),
    peer: { what: 'a blank page', value: percentile(floor.between, 95) },
  });
}
await browser.close();

function line(what: string, times: readonly number[]): string {
  return `${what} ${[50, 95, 99].map((p) => `p${p} ${percentile(times, p).toFixed(1)}`).join(', ')} ms`;
}

async function measure(page: Page): Promise<Frames[]> {
  const picture = page.getByRole('slider', { name: 'Requests of Lane A over time' });
  const key = async (name: string, times: number) => {
    await picture.focus();
    for (let press = 0; press < times; press++) await page.keyboard.press(name);
  };
  const followed = await frames(page, async () => undefined);
  const whole = await frames(page, async () => {
    await page.getByRole('button', { name: 'Show the whole run' }).first().click();
  });
  const zoomed = await frames(page, async () => {
    for (let turn = 0; turn < 4; turn++) {
      await key('+', 12);
      await key('-', 12);
    }
  });
  const moved = await frames(page, async () => {
    const box = await picture.boundingBox();
    if (box === null) throw new Error('The picture has no place.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 40, y);
    await page.mouse.down();
    for (let step = 0; step < 120; step++) await page.mouse.move(box.x + 40 + step * 3, y);
    for (let step = 120; step > 0; step--) await page.mouse.move(box.x + 40 + step * 3, y);
    await page.mouse.up();
  });
  // Just few enough to be drawn one by one: the most that a picture ever draws.
  await key('0', 1);
  await key('+', 2);
  const single = await frames(page, async () => undefined);
  return [followed, whole, zoomed, moved, single];
}

/** A page with nothing on it: what the machine leaves of 60 frames a second. */
async function blank(): Promise<Frames> {
  if (browser === null) throw new Error('There is no browser.');
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ path: join(import.meta.dirname, 'frames-hook.js') });
  await page.goto('about:blank');
  const seen = await frames(page, async () => undefined);
  await page.close();
  return seen;
}

async function onPage<T>(look: (page: Page) => Promise<T>): Promise<T> {
  if (browser === null) throw new Error('There is no browser.');
  const run = new FullRun(ROWS);
  const lab = await openFullLab(run);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ path: join(import.meta.dirname, 'frames-hook.js') });
  await page.goto(lab.url);
  const due = page.getByRole('region', { name: 'Lane B' }).getByRole('slider');
  const began = performance.now();
  while (Number(await due.getAttribute('aria-valuemax')) < ROWS) await delay(50);
  console.log(
    `2 × ${await due.getAttribute('aria-valuemax')} rows loaded in ${Math.round(performance.now() - began)} ms`,
  );
  console.log(`and ${RATE_PER_SECOND.toLocaleString('en')} more in each lane every second`);
  try {
    return await look(page);
  } finally {
    await page.close();
    await lab.close();
  }
}

/** What the frames took while something is done, for at least a few seconds. */
async function frames(page: Page, doing: () => Promise<void>): Promise<Frames> {
  const devtools = await page.context().newCDPSession(page);
  // Processor time, not time of day: what else runs on the machine does not count.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  };
  const before = await busy();
  await page.evaluate('benchFrames.begin()');
  await Promise.all([delay(SECONDS * 1_000), doing()]);
  const seen = framesSchema.parse(await page.evaluate('benchFrames.end()'));
  const cpu = ((await busy()) - before) / seen.between.length;
  await devtools.detach();
  return { ...seen, cpu };
}
