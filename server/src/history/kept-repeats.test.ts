import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInstance } from '../engines/instance.ts';
import { KeptRepeats } from './kept-repeats.ts';
import { RECORD } from './repeat-record.fixture.ts';
import { Store } from './store.ts';

test('a repeat comes back from disk as it was, newest first, until it is removed', async () => {
  using file = await openFile();
  const later = { ...RECORD, id: '4e5f6a7b', startedAt: '2026-01-03T00:00:00.000Z', status: 'finished' as const };
  const kept = new KeptRepeats(file.open().repeats, 'this lab');
  kept.put({ record: RECORD, owner: 'somebody' });
  kept.put({ record: later, owner: null });
  const again = new KeptRepeats(file.open().repeats, 'another lab');
  expect(again.list(10)).toEqual([
    { record: later, owner: null },
    { record: RECORD, owner: 'somebody' },
  ]);
  expect(again.get(RECORD.id)).toEqual({ record: RECORD, owner: 'somebody' });
  again.remove(RECORD.id);
  expect(again.get(RECORD.id)).toBeNull();
});

test('what a dead lab was carrying out is stopped with what it has; a living lab’s goes on', async () => {
  using file = await openFile();
  const { owner: alive } = await createInstance();
  const store = file.open();
  new KeptRepeats(store.repeats, 'a lab that is no more').put({ record: RECORD, owner: null });
  new KeptRepeats(store.repeats, alive).put({ record: { ...RECORD, id: '4e5f6a7b' }, owner: null });
  const kept = new KeptRepeats(store.repeats, alive);
  expect(await kept.markInterrupted()).toEqual([RECORD.id]);
  expect(kept.get(RECORD.id)?.record).toMatchObject({
    ...RECORD,
    status: 'stopped',
    stopReason: 'The lab ended in the middle of it.',
  });
  expect(kept.get('4e5f6a7b')?.record.status).toBe('running');
  expect(await kept.markInterrupted()).toEqual([]);
});

test('a file that other hands changed is not taken for a repeat', async () => {
  using file = await openFile();
  const kept = new KeptRepeats(file.open().repeats, 'this lab');
  kept.put({ record: { ...RECORD, trials: 1 }, owner: null });
  expect(() => kept.get(RECORD.id)).toThrow('trials');
});

async function openFile() {
  const folder = await mkdtemp(join(tmpdir(), 'lab-repeats-'));
  const stores: Store[] = [];
  return {
    open() {
      const store = new Store(join(folder, 'history.db'));
      stores.push(store);
      return store;
    },
    [Symbol.dispose]() {
      for (const store of stores) store[Symbol.dispose]();
      void rm(folder, { recursive: true });
    },
  };
}
