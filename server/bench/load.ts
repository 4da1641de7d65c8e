/**
 * What a visitor sees of the lab's page while it loads, by the figures that Lighthouse has: first and largest contentful paint, layout shift,
 * total blocking time. In Chromium, with nothing cached, against a page of one word. Prints, never asserts.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { BenchLab } from './bench-lab.ts';
import { report, skip } from './figure.ts';
import { median } from './percentile.ts';
import { openBrowser } from './watched-page.ts';

const ROUNDS = 5;
/** After the last part stands: what is painted, moved or blocked later has other reasons than loading. */
const QUIET_MS = 1_000;

const loadSchema = z.object({
  firstPaint: z.number(),
  largestPaint: z.number(),
  shift: z.number(),
  blocked: z.number(),
});
type Load = z.infer<typeof loadSchema>;

const browser = await openBrowser();
if (browser === null) skip('load: there is no Chromium (npx playwright install chromium).');
await using lab = await BenchLab.open([]);
const blank = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>Blank</title><p>Blank</p>');
});
await once(blank.listen(0, '127.0.0.1'), 'listening');
const address = blank.address();
const blankUrl = address !== null && typeof address === 'object' ? `http://127.0.0.1:${address.port}/` : '';

const pages: Load[] = [];
const blanks: Load[] = [];
for (let round = 0; round < ROUNDS; round++) {
  pages.push(
    await load(browser, `${lab.url}/lab/in-flight`, async (page) => {
      await page.locator('.xterm-screen').first().waitFor();
      await page.getByRole('combobox', { name: 'Scenario' }).waitFor();
    }),
  );
  blanks.push(await load(browser, blankUrl, (page) => page.getByText('Blank').waitFor()));
}
for (const [name, what] of [
  ['firstPaint', 'first contentful paint of the lab page, p50 (ms)'],
  ['largestPaint', 'largest contentful paint, p50 (ms)'],
  ['shift', 'cumulative layout shift, p50'],
  ['blocked', 'total blocking time, p50 (ms)'],
] as const) {
  const middle = (loads: readonly Load[]) => median(loads.map((each) => each[name]));
  report({ what, value: middle(pages), peer: { what: 'a blank page', value: middle(blanks) } });
}
await browser.close();
blank.close();

/** Loads a page as somebody who was never there, until it stands and is quiet. */
async function load(on: Browser, url: string, stands: (page: Page) => Promise<void>): Promise<Load> {
  const context = await on.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript({ path: join(import.meta.dirname, 'load-hook.js') });
  await page.goto(url);
  await stands(page);
  await delay(QUIET_MS);
  const seen = loadSchema.parse(await page.evaluate('benchLoad()'));
  await context.close();
  return seen;
}
