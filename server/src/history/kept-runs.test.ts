import { afterEach, beforeEach, expect, test } from 'vitest';
import { row } from '../ledger/testing.ts';
import type { Observed } from '../runs/observed.ts';
import { observe } from '../runs/observed.ts';
import { TestRuns, until } from '../runs/testing.ts';
import { KeptRuns } from './kept-runs.ts';
import { Store } from './store.ts';

/** More than is written, or read, in one part, and no multiple of it. */
const MANY = 4_500;

let store: Store;
beforeEach(() => {
  store = new Store(':memory:');
});
afterEach(() => store[Symbol.dispose]());

/** A run that is over with more rows and lines than fit into a part. */
async function long(): Promise<Observed> {
  await using lab = await TestRuns.open();
  const run = await lab.running();
  await run.terminate();
  await until(run, () => run.isSealed);
  const observed = observe(run);
  const numbers = Array.from({ length: MANY }, (_, index) => index + 1);
  const lines = numbers.map((seq) => ({ seq, at: seq, writtenAt: null, stream: 'stdout' as const, text: `${seq}` }));
  const rows = numbers.map((number) => row(number, number));
  return { ...observed, lanes: observed.lanes.map(({ id }) => ({ id, rows, lines })) };
}

test('a long run is written and read whole, and whatever else waits has its turns meanwhile', async () => {
  const observed = await long();
  const { id } = observed.record;
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  await new KeptRuns(store, 'this lab').keep(observed);
  expect(turns).toBeGreaterThan(0);
  turns = 0;
  const kept = await new KeptRuns(store, 'this lab').get(id);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  if (kept === null) throw new Error('The run is not there.');
  expect(observe(kept).lanes).toEqual(observed.lanes);
});

test('a run is not there before all of it is written, and is read once for all who ask at once', async () => {
  const observed = await long();
  const { id } = observed.record;
  const kept = new KeptRuns(store, 'this lab');
  const keeping = kept.keep(observed);
  expect(await kept.get(id)).toBeNull();
  expect(kept.ownerOf(id)).toBeUndefined();
  const run = await keeping;
  expect(await kept.get(id)).toBe(run);
  expect(kept.ownerOf(id)).toBe(observed.owner);

  const others = new KeptRuns(store, 'another lab');
  const [one, other] = await Promise.all([others.get(id), others.get(id)]);
  expect(one).not.toBeNull();
  expect(one).toBe(other);
});

test('a run that is removed while it is read is not there', async () => {
  const observed = await long();
  const kept = new KeptRuns(store, 'this lab');
  await kept.keep(observed);
  const others = new KeptRuns(store, 'another lab');
  const reading = others.get(observed.record.id);
  others.remove(observed.record.id);
  expect(await reading).toBeNull();
});
