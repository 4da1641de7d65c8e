import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '#protocol/report.ts';
import { reportSchema } from '#protocol/report.ts';
import type { RequestRow } from '#protocol/request.ts';
import { lostKind } from '../ledger/lost-kind.ts';
import { countRows } from '../ledger/tally.ts';
import { cutAt, open, refused, row, timedOutAt } from '../ledger/testing.ts';
import { KeptRun } from '../runs/kept-run.ts';
import type { Observed } from '../runs/observed.ts';
import { jsonOf } from './json.ts';
import { makeReport } from './make-report.ts';
import { readReport } from './read-report.ts';
import { observedRun } from './testing.ts';

/** A report as somebody saved it. */
function saved(observed: Observed = observedRun()): Report {
  return JSON.parse([...jsonOf(makeReport(new KeptRun(observed), '1.2.3', new Date(0)))].join(''));
}

/** The same with one place changed. */
function changed(place: (string | number)[], value: unknown): unknown {
  const report = saved();
  const last = place.at(-1) ?? '';
  let folder: object = report;
  for (const key of place.slice(0, -1)) folder = Reflect.get(folder, key);
  Reflect.set(folder, last, value);
  return report;
}

const fates: fc.Arbitrary<Partial<RequestRow>> = fc.oneof(
  fc.constant({}),
  fc.constant({ status: 503 }),
  fc.constant(refused),
  fc.constant(open),
  fc.double({ min: 900, max: 5_000, noNaN: true }).map(cutAt),
  fc.double({ min: 900, max: 5_000, noNaN: true }).map(timedOutAt),
);
const evidence: fc.Arbitrary<Partial<RequestRow>> = fc.constantFrom(
  {},
  { evidence: 'received' as const, receivedAt: 910.25 },
  { evidence: 'stored' as const, receivedAt: 910.25, storedAt: 920.5 },
);
const rows = fc
  .array(fc.tuple(fates, evidence), { maxLength: 60 })
  .map((list) => list.map(([fate, known], index) => row(index + 1, 500 + index * 7.77, { ...fate, ...known })));

test('a report that was exported, imported and exported again is the same', async () => {
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.option(fc.string()), async (a, b, name) => {
      const given = observedRun({}, { name });
      const lanes = given.lanes.map((lane, index) => ({ ...lane, rows: index === 0 ? a : b }));
      const first = saved({ ...given, lanes });
      const { observed, notes } = await readReport(first);
      expect(notes).toEqual([]);
      expect(saved({ ...observed, owner: null })).toEqual(first);
    }),
    { numRuns: 60 },
  );
});

test('each lost request is of the kind under which its lane counts it', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.boolean(), (list, logComplete, proxied) => {
      const kinds = list.map((each) => lostKind(each, { logComplete, proxied }));
      const { total, ...lost } = countRows(list, { logComplete, proxied }).lost;
      for (const [kind, count] of Object.entries(lost))
        expect(kinds.filter((each) => each === kind)).toHaveLength(count);
      expect(kinds.filter((kind) => kind !== null)).toHaveLength(total);
    }),
  );
});

test('results that do not follow from the rows are not taken over, and named', async () => {
  const { observed, notes } = await readReport(changed(['results', 'lanes', 0, 'counts', 'completed'], 3));
  expect(notes).toEqual([expect.stringContaining('lanes.0.counts.completed')]);
  expect(new KeptRun({ ...observed, owner: null }).view().lanes[0]?.counts.completed).toBe(1);
  for (const results of [null, 'a', [], { comparison: 1 }]) {
    expect((await readReport(changed(['results'], results))).notes).toHaveLength(1);
  }
});

test('a report of an earlier lab, which derived less, is read without a complaint', async () => {
  const report = saved();
  for (const lane of report.results.comparison?.lanes ?? [])
    for (const later of ['exit', 'sent', 'cut', 'timedOut', 'notSent', 'closed']) Reflect.deleteProperty(lane, later);
  expect((await readReport(report)).notes).toEqual([]);
  expect(reportSchema.safeParse(report).error).toBeUndefined();
});

test('a run whose report was made while it went on is interrupted here, and has no address', async () => {
  const going = observedRun({ status: 'running' });
  const [a, b] = going.record.lanes;
  if (a === undefined || b === undefined) throw new Error('two lanes');
  const reached = { ...a, container: { ...a.container, url: 'http://127.0.0.1:8000' } };
  const { observed, notes } = await readReport(saved({ ...going, record: { ...going.record, lanes: [reached, b] } }));
  expect(notes).toEqual([]);
  expect(observed).toMatchObject({
    imported: true,
    record: { status: 'interrupted', error: { code: 'interrupted' } },
  });
  expect(observed.record.lanes[0]?.container.url).toBeNull();
});

test('the log of a foreign file cannot command a terminal', async () => {
  const { observed } = await readReport(
    changed(['lanes', 0, 'log', 0, 'text'], '\u001b[2J\u001b]0;title\u0007\u001b[32mgreen\u001b[0m\r\n'),
  );
  expect(observed.lanes[0]?.lines[0]?.text).toBe('\u001b[32mgreen\u001b[0m');
});

describe('a file is refused with the place that is wrong', () => {
  test.each<[string, (string | number)[], unknown, RegExp]>([
    ['another thing', ['format'], 'something', /no report of a run/],
    ['a later version', ['version'], 3, /version 3.*use a newer lab/],
    ['an unknown field', ['run', 'secret'], 1, /run: .*secret/],
    ['a time that is no number', ['lanes', 1, 'requests', 2, 'dueAt'], '12', /lanes\.1\.requests\.2\.dueAt/],
    [
      'an endless time',
      ['lanes', 0, 'requests', 0, 'sentAt'],
      Number.POSITIVE_INFINITY,
      /lanes\.0\.requests\.0\.sentAt/,
    ],
    ['a row out of its place', ['lanes', 0, 'requests', 1, 'number'], 7, /lanes\.0\.requests\.1\.number: 2 expected/],
    ['an outcome without an end', ['lanes', 0, 'requests', 1, 'endedAt'], null, /lanes\.0\.requests\.1\.endedAt/],
    ['an answer without a status', ['lanes', 0, 'requests', 0, 'status'], null, /lanes\.0\.requests\.0\.status/],
    ['evidence without its time', ['lanes', 0, 'requests', 0, 'storedAt'], null, /lanes\.0\.requests\.0\.storedAt/],
    ['lines that go back', ['lanes', 0, 'log', 1, 'seq'], 1, /lanes\.0\.log\.1\.seq: more than 1 expected/],
    ['lanes that do not fit', ['lanes', 1, 'id'], 'c', /lanes: the same lanes as in run\.lanes: a, b/],
    ['lanes out of order', ['run', 'lanes', 0, 'id'], 'b', /run\.lanes: lanes are a, b/],
    [
      'a name that a shell would run',
      ['run', 'lanes', 0, 'container', 'name'],
      'x; rm -rf ~',
      /run\.lanes\.0\.container\.name/,
    ],
    [
      'another container’s name that a shell would run',
      ['run', 'lanes', 0, 'container', 'others'],
      [{ name: 'x; rm -rf ~', role: 'replica' }],
      /run\.lanes\.0\.container\.others\.0\.name/,
    ],
    [
      'a line from what would command a terminal',
      ['lanes', 0, 'log', 0, 'from'],
      '\u001b]0;title\u0007',
      /lanes\.0\.log\.0: from|lanes\.0\.log\.0\.from/,
    ],
    [
      'a path that a shell would run',
      ['run', 'lanes', 0, 'preStop'],
      { offPath: '/off; rm -rf ~', waitSeconds: 1 },
      /run\.lanes\.0\.preStop\.offPath/,
    ],
    [
      'a command that is another one',
      ['run', 'lanes', 0, 'container', 'commandLine'],
      'rm -rf ~',
      /run\.lanes\.0\.container\.commandLine/,
    ],
  ])('%s', async (_title, place, value, message) => {
    await expect(readReport(changed(place, value))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(message),
    });
  });

  test.each([undefined, null, [], 'text', {}, { format: 'graceful-shutdown-lab/report' }])('%j', async (input) => {
    await expect(readReport(input)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

test('a report of the first version, whose events are English alone, is read', async () => {
  const { events, ...run } = saved().run;
  const plain = events.map(({ said, ...event }) => event);
  const report = {
    ...saved(),
    schema: 'urn:graceful-shutdown-lab:report:1',
    version: 1,
    run: { ...run, events: plain },
  };
  const { observed, notes } = await readReport(report);
  expect(notes).toEqual([]);
  expect(observed.record.events).toEqual(plain);
});
