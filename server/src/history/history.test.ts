import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CreateRun } from '#protocol/run.ts';
import { createInstance } from '../engines/instance.ts';
import { measuredTrial } from '../ledger/trial.fixture.ts';
import { observe } from '../runs/observed.ts';
import type { Run } from '../runs/run.ts';
import { TestRuns, until } from '../runs/testing.ts';
import { RECORD } from './repeat-record.fixture.ts';
import { Store } from './store.ts';
import { memoryHistory } from './testing.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-history-'));
  path = join(folder, 'history.db');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function ended(lab: TestRuns, command: Partial<CreateRun> = {}): Promise<Run> {
  const run = await lab.running(command);
  await run.terminate();
  await until(run, () => run.isSealed);
  return run;
}

describe('a run that is over', () => {
  test('is shown again by another lab, with every request, every line and the same verdict', async () => {
    await using lab = await TestRuns.open();
    using first = memoryHistory(lab.runs, path);
    const run = await ended(lab);
    expect(lab.runs.find(run.id)).toBeNull();
    const { comparison, lanes, events } = run.view();

    await using later = await TestRuns.open();
    using history = memoryHistory(later.runs, path);
    const kept = await history.get(run.id);
    expect(kept.view()).toMatchObject(JSON.parse(JSON.stringify({ comparison, events })));
    expect(kept.view().lanes.map(({ counts }) => counts)).toEqual(lanes.map(({ counts }) => counts));
    const { rows, lines } = observe(kept).lanes[0] ?? { rows: [], lines: [] };
    expect(rows).toEqual(run.lane('a').ledger.rows());
    expect(lines).toEqual(run.lane('a').log.after(0, 10_000).lines);
    expect(first.list(10)).toEqual(history.list(10));
    expect(history.list(10)).toMatchObject({ total: 1, runs: [{ id: run.id, status: 'finished' }] });
    expect(history.views(10)).toMatchObject([{ id: run.id, scenarioId: 'try' }]);
  });

  test('says in the list and beside another what was changed of its scenario', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const [plain, changed] = [await ended(lab), await ended(lab, { lanes: [{ id: 'b', knobs: { init: 'yes' } }] })];
    expect(history.list(10).runs.map(({ changes }) => changes.length)).toEqual([1, 0]);
    expect(history.list(10).runs[0]?.changes).toMatchObject([{ laneId: 'b', name: 'init', from: 'no', to: 'yes' }]);
    const beside = async (laneId: 'a' | 'b') => {
      const references = [
        { runId: changed.id, laneId },
        { runId: plain.id, laneId: 'b' },
      ] as const;
      return (await history.compare(references)).changes;
    };
    expect(await beside('b')).toMatchObject([{ laneId: 'a', name: 'init' }]);
    expect(await beside('a')).toEqual([]);
  });

  test('can be named, put beside another, and removed', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const one = await ended(lab);
    const other = await ended(lab);
    expect((await history.rename(one.id, 'the first')).view().name).toBe('the first');
    expect(history.list(1).runs.map(({ id }) => id)).toEqual([other.id]);
    expect(history.list(10).runs.map(({ name }) => name)).toEqual([null, 'the first']);

    const comparison = await history.compare([
      { runId: one.id, laneId: 'b' },
      { runId: other.id, laneId: 'b' },
    ]);
    expect(comparison.lanes.map(({ laneId }) => laneId)).toEqual(['a', 'b']);
    expect(comparison.lanes[0]).toMatchObject({ label: `SIGTERM kill (the first, ${one.id}.b)` });
    expect(comparison.lanes[0]?.due).toBe(one.lane('b').counts().due);
    const ofOne = await history.compare([
      { runId: one.id, laneId: 'b' },
      { runId: one.id, laneId: 'a' },
    ]);
    expect(ofOne.lanes.map(({ label }) => label)).toEqual(['SIGTERM kill', 'docker kill']);
    await expect(history.compare([{ runId: one.id, laneId: 'd' }])).rejects.toThrow('has no lane d');

    await history.remove(one.id);
    await expect(history.get(one.id)).rejects.toThrow('There is no run');
    expect(() => history.ownerOf(one.id)).toThrow('There is no run');
    expect(history.list(10).total).toBe(1);
    using file = new DatabaseSync(path);
    expect(file.prepare('SELECT DISTINCT run_id FROM request').all()).toEqual([{ run_id: other.id }]);
  });

  test('is not kept where nothing was done with it', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const run = await lab.create();
    await until(run, () => run.status === 'ready');
    await run.finish();
    expect(history.list(10).total).toBe(0);
  });

  test('of another lab gets another id where its own is taken', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const run = await ended(lab);
    const taken = await history.take({ ...observe(run), imported: true });
    expect(taken.id).not.toBe(run.id);
    expect(taken.view()).toMatchObject({ imported: true, comparison: { final: true } });
    expect(history.list(10).total).toBe(2);
  });
});

describe('a run that goes on', () => {
  test('is written down meanwhile, and is interrupted when its lab is dead', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const run = await lab.running();
    using file = new Store(path);
    await expect.poll(async () => (await file.read(run.id))?.lanes[0]?.rows.length ?? 0).toBeGreaterThan(0);
    expect(history.list(10).runs).toMatchObject([{ id: run.id, status: 'running', sentence: null }]);

    await using later = await TestRuns.open();
    using next = memoryHistory(later.runs, path, 'a later lab');
    expect(await next.markInterrupted()).toEqual([run.id]);
    const view = (await next.get(run.id)).view();
    expect(view.status).toBe('interrupted');
    expect(view.now).toBe(view.events.at(-1)?.at);
    expect(view.lanes.map(({ container }) => container.url)).toEqual([null, null]);
    expect(view.error?.message).toContain('unknown');
    expect(view.events.at(-1)?.kind).toBe('run:interrupted');
    expect(view.comparison).toBeUndefined();
    expect(view.lanes.map(({ counts }) => counts.lost)).toEqual([null, null]);
    const beside = await next.compare([
      { runId: run.id, laneId: 'a' },
      { runId: run.id, laneId: 'b' },
    ]);
    expect(beside.lanes.map(({ lost, afterSignal }) => [lost, afterSignal.lost])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(beside.sentence.map(({ text }) => text).join('')).toContain(
      'was not observed to its end: it proves nothing.',
    );
    expect(next.list(10).runs).toMatchObject([{ status: 'interrupted', lanes: [{ lost: null }, { lost: null }] }]);
    expect(await next.markInterrupted()).toEqual([]);
  });

  test('is kept with every line of a burst that the lab’s memory does not hold', async () => {
    await using lab = await TestRuns.open();
    using _history = memoryHistory(lab.runs, path);
    const run = await lab.running();
    const [container] = lab.engine.containers;
    for (let n = 1; n <= 30_000; n++) container?.logs.push('stdout', `burst ${n}`);
    await run.terminate();
    await until(run, () => run.isSealed);
    using file = new Store(path);
    const kept = await file.read(run.id);
    const lines = kept?.lanes[0]?.lines ?? [];
    expect(lines.filter(({ text }) => text.startsWith('burst'))).toHaveLength(30_000);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
  });

  test('is kept to the end of a burst after which nothing happens', async () => {
    await using lab = await TestRuns.open();
    using _history = memoryHistory(lab.runs, path);
    const run = await lab.create();
    await until(run, () => run.status === 'ready');
    // Used, and without traffic: after the burst nothing changes any more.
    await run.terminateLane('a', { kind: 'kill', signal: 'SIGKILL' });
    await until(run, () => run.lane('a').isOver);
    const container = lab.engine.containers.find(({ name }) => name.endsWith('-b'));
    for (let n = 1; n <= 9_000; n++) container?.logs.push('stdout', `burst ${n}`);
    using file = new Store(path);
    const lastKept = async () => (await file.read(run.id))?.lanes[1]?.lines.at(-1)?.text;
    await expect.poll(lastKept, { timeout: 30_000 }).toBe('burst 9000');
  });

  test('of a dead lab is interrupted for whoever asks before it was marked, and marked once', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const observed = observe(await ended(lab));
    using file = new Store(path);
    const record = { ...observed.record, id: '0badcafe', status: 'running' as const };
    file.write({ ...observed, record }, observed.lanes, 'a dead lab');
    const [one, other] = await Promise.all([history.get(record.id), history.get(record.id)]);
    expect(one.view().status).toBe('interrupted');
    expect(other.view().events).toEqual(one.view().events);
    expect(observe(one).lanes).toEqual(observed.lanes);
    expect((await file.read(record.id))?.lanes).toEqual(observed.lanes);
    expect(await history.markInterrupted()).toEqual([]);
    expect(history.list(10).runs.map(({ status }) => status)).toContain('interrupted');
  });

  test('is forgotten where it was being imported when its lab died', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const observed = observe(await ended(lab));
    using file = new Store(path);
    const record = { ...observed.record, id: '0badcafe' };
    file.write({ ...observed, record, imported: true }, [], 'a dead lab');
    expect(await history.markInterrupted()).toEqual([]);
    await expect(history.get('0badcafe')).rejects.toThrow('There is no run');
  });

  test('is left alone where its lab lives', async () => {
    await using lab = await TestRuns.open();
    using history = memoryHistory(lab.runs, path);
    const run = await ended(lab);
    using file = new Store(path);
    const observed = observe(run);
    const { owner } = await createInstance();
    file.write({ ...observed, record: { ...observed.record, id: '0badcafe', status: 'running' } }, [], owner);
    expect(await history.markInterrupted()).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  test('is named, with what to do', async () => {
    await writeFile(path, 'this is no database, and much longer than the header of one would be'.repeat(20));
    await using lab = await TestRuns.open();
    expect(() => memoryHistory(lab.runs, path)).toThrow('move it away');
  });

  test('of a newer lab is not touched', async () => {
    const file = new DatabaseSync(path);
    file.exec('PRAGMA user_version = 9999');
    file.close();
    await using lab = await TestRuns.open();
    expect(() => memoryHistory(lab.runs, path)).toThrow('newer lab');
  });
});

test('only the oldest runs without a name that are no trial of a kept repeat are forgotten', async () => {
  await using lab = await TestRuns.open();
  using history = memoryHistory(lab.runs, path);
  const run = await ended(lab);
  const observed = observe(run);
  using file = new Store(path);
  for (let index = 0; index < 4; index++) {
    const record = { ...observed.record, id: `0000000${index}`, startedAt: `2020-01-0${index + 1}T00:00:00.000Z` };
    file.write({ ...observed, record, name: index === 0 ? 'kept' : null }, [], 'nobody');
    file.seal(await history.get(record.id));
  }
  // The oldest but for the named one is a trial: its repeat leads to it.
  const results = [{ ...measuredTrial(1, { a: 3 }), runId: '00000001' }];
  file.repeats.put({ record: { ...RECORD, results }, owner: null }, null);
  file.runs.forgetOldest(2);
  expect(history.list(10).runs.map(({ id }) => id)).toEqual([run.id, '00000003', '00000001', '00000000']);
  file.repeats.remove(RECORD.id);
  file.runs.forgetOldest(2);
  expect(history.list(10).runs.map(({ id }) => id)).toEqual([run.id, '00000003', '00000000']);
});
