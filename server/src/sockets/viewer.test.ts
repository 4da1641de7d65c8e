import { expect, test } from 'vitest';
import type { RequestRow } from '#protocol/request.ts';
import type { Cursor, RunAdvance } from '#protocol/socket.ts';
import type { Run } from '../runs/run.ts';
import { TestRuns, until } from '../runs/testing.ts';
import { Viewer } from './viewer.ts';

/** A page: it keeps what it was sent, and acknowledges when the test says so, or at once. */
class Page {
  readonly lines: number[] = [];
  readonly rows = new Map<number, RequestRow>();
  readonly unacknowledged: (() => void)[] = [];
  readonly cursor: Cursor = { log: 0, rows: 0 };
  messages = 0;
  isPatient = true;
  #viewer: Viewer | null = null;

  connect(run: Run): void {
    this.#viewer = new Viewer(run, { a: { ...this.cursor } }, (advance, acknowledge) =>
      this.#take(advance, acknowledge),
    );
  }

  disconnect(): void {
    this.#viewer?.close();
  }

  #take(advance: RunAdvance, acknowledge: () => void): void {
    this.messages += 1;
    const lane = advance.lanes.a;
    for (const { seq } of lane?.log?.lines ?? []) this.lines.push(seq);
    for (const row of lane?.rows?.changed ?? []) this.rows.set(row.number, row);
    this.cursor.log = lane?.log?.lines.at(-1)?.seq ?? this.cursor.log;
    this.cursor.rows = lane?.rows?.version ?? this.cursor.rows;
    if (this.isPatient) acknowledge();
    else this.unacknowledged.push(acknowledge);
  }

  /** Waits until it has all that the run has. */
  async caughtUp(run: Run): Promise<void> {
    const lane = run.lane('a');
    await expect.poll(() => [this.cursor.log, this.cursor.rows]).toEqual([lane.log.lastSeq, lane.ledger.version]);
  }
}

test('a page that comes and goes ends with every line once and every row as it is', async () => {
  await using lab = await TestRuns.open();
  const run = await lab.running();
  const page = new Page();
  for (let visit = 0; visit < 4; visit++) {
    page.connect(run);
    const before = page.messages;
    await expect.poll(() => page.messages).toBeGreaterThan(before + 1);
    page.disconnect();
  }
  await run.terminate();
  await until(run, () => run.status === 'finished');
  page.connect(run);
  await page.caughtUp(run);
  page.disconnect();
  expect(page.lines).toEqual(Array.from({ length: run.lane('a').log.lastSeq }, (_, index) => index + 1));
  expect([...page.rows.values()].sort((one, other) => one.number - other.number)).toEqual(
    run.lane('a').ledger.rows(),
  );
});

test('a page that does not acknowledge is sent two messages, and the rest when it does', async () => {
  await using lab = await TestRuns.open();
  const run = await lab.running();
  const page = new Page();
  page.isPatient = false;
  page.connect(run);
  await expect.poll(() => page.messages).toBe(2);
  await run.terminate();
  await until(run, () => run.status === 'finished');
  expect(page.messages).toBe(2);
  page.isPatient = true;
  for (const acknowledge of page.unacknowledged) acknowledge();
  await page.caughtUp(run);
  page.disconnect();
  expect(page.rows.size).toBe(run.lane('a').ledger.rows().length);
});
