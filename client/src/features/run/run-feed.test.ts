import { expect, test } from 'vitest';
import type { LaneLogLine } from '#protocol/log.ts';
import type { LogEntry } from './lane-log.ts';
import { RunFeed } from './run-feed.ts';

const lines = (from: number, to: number): LaneLogLine[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    at: 0,
    writtenAt: null,
    stream: 'stdout',
    text: `line ${from + index}`,
  }));
const log = (from: number, to: number) => ({ lanes: { a: { log: { skipped: 0, lines: lines(from, to) } } } });
const shown = (feed: RunFeed) =>
  feed.lane('a').log.entries.map((entry) => ('seq' in entry ? entry.seq : `gap ${entry.skipped}`));

test('names nothing that it has before anything came', () => {
  expect(new RunFeed().cursors()).toEqual({});
});

test('names the last line and the ledger’s version of each lane', async () => {
  const feed = new RunFeed();
  await feed.take({ lanes: { a: { log: { skipped: 0, lines: lines(1, 3) }, rows: { version: 9, changed: [] } } } });
  expect(feed.cursors()).toEqual({ a: { log: 3, rows: 9 } });
});

test('a line that comes twice is shown once', async () => {
  const feed = new RunFeed();
  await feed.take(log(1, 3));
  await feed.take(log(2, 5));
  expect(shown(feed)).toEqual([1, 2, 3, 4, 5]);
});

test('lines that the lab no longer had leave a mark with their number', async () => {
  const feed = new RunFeed();
  await feed.take(log(1, 2));
  await feed.take({ lanes: { a: { log: { skipped: 4, lines: lines(7, 8) } } } });
  expect(shown(feed)).toEqual([1, 2, 'gap 4', 7, 8]);
});

test('a batch is taken when every terminal has drawn it, and not before', async () => {
  const feed = new RunFeed();
  const drawn = Promise.withResolvers<void>();
  feed.lane('a').log.attach(() => drawn.promise);
  let taken = false;
  const taking = feed.take(log(1, 1)).then(() => {
    taken = true;
  });
  await Promise.resolve();
  expect(taken).toBe(false);
  drawn.resolve();
  await taking;
  expect(taken).toBe(true);
});

test('a terminal that is mounted later gets everything, then what comes', async () => {
  const feed = new RunFeed();
  const got: LogEntry[] = [];
  await feed.take(log(1, 2));
  const detach = feed.lane('a').log.attach(async (entries) => {
    got.push(...entries);
  });
  await feed.take(log(3, 3));
  detach();
  await feed.take(log(4, 4));
  expect(got.map((entry) => ('seq' in entry ? entry.seq : null))).toEqual([1, 2, 3]);
});

test('keeps as many lines as a terminal scrolls back, in bounded memory', async () => {
  const feed = new RunFeed();
  for (let from = 1; from < 40_000; from += 1_000) await feed.take(log(from, from + 999));
  expect(feed.lane('a').log.entries.length).toBeLessThanOrEqual(12_000);
  expect(feed.lane('a').log.entries.length).toBeGreaterThanOrEqual(10_000);
});

test('lines that are not shown any more leave a mark with their number, for terminals that come later, too', async () => {
  const feed = new RunFeed();
  for (let from = 1; from < 40_000; from += 1_000) await feed.take(log(from, from + 999));
  const counted = (entries: readonly LogEntry[]) =>
    entries.reduce((sum, entry) => sum + ('skipped' in entry ? entry.skipped : 1), 0);
  expect(counted(feed.lane('a').log.entries)).toBe(40_000);
  const later: LogEntry[] = [];
  feed.lane('a').log.attach(async (entries) => {
    later.push(...entries);
  });
  expect(later).toHaveLength(10_000);
  expect(counted(later)).toBe(40_000);
});
