import { afterEach, expect, test, vi } from 'vitest';
import type { RunView } from '#protocol/run.ts';
import type { RunAdvance } from '#protocol/socket.ts';
import { LogBuffer } from '../runs/log-buffer.ts';
import { TestRuns } from '../runs/testing.ts';
import type { WatchableRun } from '../runs/watchable.ts';
import { Viewer } from './viewer.ts';

/** A run with one lane, of which the test prints the log. */
class TalkingRun implements WatchableRun {
  readonly id = 'talking';
  readonly owner = null;
  readonly lanes: WatchableRun['lanes'];
  version = 1;
  readonly #log = new LogBuffer();
  readonly #view: RunView;
  #changed = () => {};

  constructor(view: RunView) {
    this.#view = view;
    const ledger = { rows: () => [], changedSince: () => ({ version: 0, changed: [] }) };
    this.lanes = [{ id: 'a', log: this.#log, ledger }];
  }

  view(): RunView {
    return this.#view;
  }

  subscribe(listener: () => void): () => void {
    this.#changed = listener;
    return () => {};
  }

  /** Prints a line, which is a new version of the run like any other change. */
  print(): void {
    this.#log.push({ at: 0, writtenAt: null, stream: 'stdout', text: 'a line' });
    this.version += 1;
    this.#changed();
  }
}

/**
 * What a viewer was sent since it has had everything, and when, in milliseconds.
 * @param acknowledge does so at once, unless the test has other plans
 */
async function watched(acknowledge = (acknowledged: () => void) => acknowledged()) {
  await using lab = await TestRuns.open();
  const run = new TalkingRun((await lab.create()).view());
  vi.useFakeTimers();
  const sent: { at: number; lines: number; hasView: boolean }[] = [];
  let began = 0;
  const take = ({ lanes, view }: RunAdvance, acknowledged: () => void) => {
    const lines = lanes.a?.log?.lines.length ?? 0;
    sent.push({ at: performance.now() - began, lines, hasView: view !== undefined });
    if (began === 0) acknowledged();
    else acknowledge(acknowledged);
  };
  const viewer = new Viewer(run, {}, take);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toMatchObject([{ lines: 0, hasView: true }]);
  sent.length = 0;
  began = performance.now();
  return { run, sent, viewer };
}

afterEach(() => vi.useRealTimers());

test('a line after a pause goes at once, and those that follow are gathered for a frame', async () => {
  const { run, sent } = await watched();
  for (let line = 0; line < 3; line += 1) {
    run.print();
    await vi.advanceTimersByTimeAsync(5);
  }
  await vi.advanceTimersByTimeAsync(20);
  expect(sent.map(({ lines }) => lines)).toEqual([1, 2]);
  expect(sent[0]?.at).toBeLessThanOrEqual(1);
  expect(sent[1]?.at).toBeLessThanOrEqual(18);
});

test('lines do not wait for the view, and the last view comes although nothing more happens', async () => {
  const { run, sent } = await watched();
  for (let line = 0; line < 12; line += 1) {
    run.print();
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(1000);
  const ofLines = sent.filter(({ lines }) => lines > 0);
  expect(ofLines.map(({ lines }) => lines)).toEqual(Array.from({ length: 12 }, () => 1));
  const views = sent.filter(({ hasView }) => hasView);
  expect(views).toHaveLength(4); // at 0, 100 and 200 ms, and after the last line
  for (const [place, { at }] of views.entries()) expect(at).toBeGreaterThanOrEqual(place * 100);
  expect(sent.at(-1)).toMatchObject({ hasView: true, lines: 0 });
});

test('the next lines come while the last ones are drawn, and no more before those are acknowledged', async () => {
  const drawing: (() => void)[] = [];
  const { run, sent } = await watched((acknowledged) => drawing.push(acknowledged));
  const lines = () => sent.map((message) => message.lines);
  for (let line = 0; line < 4; line += 1) {
    run.print();
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(lines()).toEqual([1, 1]);
  drawing.shift()?.();
  await vi.advanceTimersByTimeAsync(20);
  expect(lines()).toEqual([1, 1, 2]);
});

test('a viewer that has gone is sent nothing', async () => {
  const { run, sent, viewer } = await watched();
  run.print();
  viewer.close();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([]);
});
