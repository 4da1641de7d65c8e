import { describe, expect, test } from 'vitest';
import { Pace } from './pace.ts';
import { tableOf } from './table.ts';
import { readTemplate } from './template.ts';
import { howLong, memorySize, trafficSize } from './units.ts';

test('a table has columns as wide as their widest cell and three spaces, ten at the least', () => {
  expect(
    tableOf([
      ['ID', 'IMAGE', 'NAMES'],
      ['1', 'a/longer-one', 'x'],
    ]),
  ).toEqual(['ID        IMAGE          NAMES', '1         a/longer-one   x']);
});

test.each([
  [0, '0B', '0B'],
  [32_809_943, '31.29MiB', '32.8MB'],
  [268_435_456, '256MiB', '268MB'],
  [1_110, '1.084KiB', '1.11kB'],
])('%i bytes are %s of memory and %s of traffic', (bytes, memory, traffic) => {
  expect([memorySize(bytes), trafficSize(bytes)]).toEqual([memory, traffic]);
});

test.each([
  [400, 'Less than a second'],
  [1_200, '1 second'],
  [59_000, '59 seconds'],
  [61_000, 'About a minute'],
  [240_000, '4 minutes'],
  [3_700_000, 'About an hour'],
  [10_000_000, '3 hours'],
  [200_000_000, '2 days'],
])('%i ms are "%s"', (milliseconds, words) => {
  expect(howLong(milliseconds)).toBe(words);
});

describe('a template', () => {
  const value = { Id: 'x1', State: { ExitCode: 0, Running: true, OOMKilled: null }, Config: { Cmd: ['a', 'b'] } };

  test.each([
    ['{{.State.ExitCode}}', '0'],
    ['{{ .Id }}: {{json .State}}', 'x1: {"ExitCode":0,"Running":true,"OOMKilled":null}'],
    ['{{.Config.Cmd}} {{json .Config.Cmd}}', '[a b] ["a","b"]'],
    ['{{.State.OOMKilled}}', '<nil>'],
    ['no action', 'no action'],
  ])('%s prints %s', (format, printed) => {
    expect(readTemplate(format)(value)).toBe(printed);
  });

  test.each([
    ['{{.State', 'template parsing error: template: :1: unclosed action'],
    ['{{range .Mounts}}', 'the console reads paths and json, not "range"'],
    ['{{.State.Foo}}', 'executing "" at <.State.Foo>: map has no entry for key "Foo"'],
    ['{{.constructor}}', 'no entry for key "constructor"'],
    ['{{.Id.length}}', 'no entry for key "length"'],
    ['{{.State}}', '{{json .State}} prints them'],
  ])('%s is refused', (format, words) => {
    expect(() => readTemplate(format)(value)).toThrow(words);
  });
});

describe('the pace of a run’s commands', () => {
  test('eight at once, and when one is over the next', () => {
    const pace = new Pace(() => 0);
    const turns = Array.from({ length: 8 }, () => pace.begin());
    expect(() => pace.begin()).toThrow('Too many commands');
    turns[0]?.[Symbol.dispose]();
    turns[0]?.[Symbol.dispose]();
    pace.begin();
    expect(() => pace.begin()).toThrow('Too many commands');
  });

  test('sixty in ten seconds', () => {
    let now = 0;
    const pace = new Pace(() => now);
    for (let count = 0; count < 60; count += 1) pace.begin()[Symbol.dispose]();
    expect(() => pace.begin()).toThrow('Too many commands');
    now = 10_000;
    pace.begin();
  });
});
