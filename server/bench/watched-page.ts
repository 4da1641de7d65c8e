import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { z } from 'zod';
import { findBrowser } from '../../e2e/support/browser.ts';
import type { WrittenLine } from './log-writer.ts';
import { readLine } from './log-writer.ts';

const drawnSchema = z.array(z.object({ at: z.number(), packet: z.string() }));
const logBatchSchema = z.object({
  skipped: z.int(),
  lines: z.array(z.object({ text: z.string() })),
});
const advanceSchema = z.object({
  lanes: z.partialRecord(z.enum(['a', 'b', 'c', 'd']), z.object({ log: logBatchSchema.optional() })),
});

/** How long a line may take to the page. */
const PATIENCE_MS = 60_000;

/** A line on a terminal, and when the terminal's write callback came, in milliseconds since 1970. */
interface SeenLine {
  text: string;
  at: number;
}
/** The same of a line that the writer wrote. */
export type DrawnLine = SeenLine & WrittenLine;

/** A real browser; null where there is none. */
export async function openBrowser(): Promise<Browser | null> {
  const executablePath = findBrowser();
  if (executablePath === null) return null;
  // Chromium refuses its sandbox to root.
  return await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A run's page that tells when each line of lane A's log was drawn. */
export class WatchedPage {
  readonly #page: Page;
  readonly #drawn: SeenLine[] = [];
  #skipped = 0;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async open(browser: Browser, url: string): Promise<WatchedPage> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript({ path: join(import.meta.dirname, 'page-hook.js') });
    await page.goto(url);
    await page.locator('.xterm-screen').first().waitFor();
    return new WatchedPage(page);
  }

  /** How many lines the lab has said to be skipped so far. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Waits until the writer's last line is on the terminal; answers those of its lines that are, by their numbers. */
  async until(prefix: string, last: number): Promise<Map<number, DrawnLine>> {
    for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await delay(200)) {
      await this.#look();
      const found = new Map(
        this.#drawn.flatMap((line) => {
          const written = readLine(line.text, prefix);
          return written === null ? [] : [[written.number, { ...line, ...written }] as const];
        }),
      );
      if (found.has(last)) return found;
    }
    throw new Error(`The page never drew the line "${prefix} ${last}".`);
  }

  async #look(): Promise<void> {
    for (const { at, packet } of drawnSchema.parse(await this.#page.evaluate('benchDrawn()'))) {
      const [, advance] = z.tuple([z.string(), advanceSchema]).parse(JSON.parse(packet.slice(packet.indexOf('['))));
      const log = advance.lanes.a?.log;
      this.#skipped += log?.skipped ?? 0;
      for (const { text } of log?.lines ?? []) this.#drawn.push({ text, at });
    }
  }
}
