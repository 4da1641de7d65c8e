import { expect, test } from 'vitest';
import type { LaneLogLine } from '#protocol/log.ts';
import { openDatabase } from './database.ts';
import { LogTable } from './log-table.ts';

test('a line is read as it was written, with the container that it came from', () => {
  using database = openDatabase(':memory:');
  database.exec('PRAGMA foreign_keys = OFF');
  const table = new LogTable(database);
  const line: LaneLogLine = { seq: 1, at: 2, writtenAt: null, stream: 'stdout', text: 'request=1 received' };
  const lines: LaneLogLine[] = [line, { ...line, seq: 2, writtenAt: 3, from: 'replica 2' }];
  table.put('0a1b2c3d', 'a', lines);
  expect(table.after('0a1b2c3d', 'a', 0, 10)).toEqual(lines);
});

test('the lines of a request are those that name it and no other, of its own lane and run, in order and not without end', () => {
  using database = openDatabase(':memory:');
  database.exec('PRAGMA foreign_keys = OFF');
  const table = new LogTable(database);
  const texts = [
    'request=1 received',
    'request=11 received',
    'request=1 stored',
    'x request=1 stored',
    'request=1 received',
  ];
  const lines = texts.map((text, index): LaneLogLine => {
    return { seq: index + 1, at: index, writtenAt: null, stream: 'stdout', text };
  });
  table.put('0a1b2c3d', 'a', lines);
  table.put('0a1b2c3d', 'b', lines.slice(0, 1));
  table.put('00000000', 'a', lines.slice(0, 1));
  expect(table.ofRequest('0a1b2c3d', 'a', 1, 10).map(({ seq }) => seq)).toEqual([1, 3, 5]);
  expect(table.ofRequest('0a1b2c3d', 'a', 1, 2).map(({ seq }) => seq)).toEqual([1, 3]);
  expect(table.ofRequest('0a1b2c3d', 'a', 2, 10)).toEqual([]);
});
