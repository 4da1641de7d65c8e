import { expect, test } from 'vitest';
import { runRecordSchema } from '#protocol/run.ts';
import { KeptRun } from './kept-run.ts';
import { observe } from './observed.ts';
import { TestRuns, until } from './testing.ts';

test('a run that was kept says what it said when it went on', async () => {
  await using lab = await TestRuns.open();
  const run = await lab.running();
  await run.terminate();
  await until(run, () => run.status === 'finished');
  const observed = observe(run);
  expect(runRecordSchema.parse(JSON.parse(JSON.stringify(observed.record)))).toEqual(
    JSON.parse(JSON.stringify(observed.record)),
  );
  const kept = new KeptRun(observed);
  const { version, now, ...before } = run.view();
  expect(kept.view()).toMatchObject(JSON.parse(JSON.stringify(before)));

  const [lane] = kept.lanes;
  const half = lane?.ledger.changedSince(0, 7);
  const rest = lane?.ledger.changedSince(half?.version ?? 0, Number.POSITIVE_INFINITY);
  expect([...(half?.changed ?? []), ...(rest?.changed ?? [])]).toEqual(run.lane('a').ledger.rows());
  const first = lane?.log.after(0, 3);
  const others = lane?.log.after(3, Number.POSITIVE_INFINITY);
  expect([...(first?.lines ?? []), ...(others?.lines ?? [])]).toEqual(run.lane('a').log.after(0, 10_000).lines);
});

test('a run that was not observed to its end judges nothing, and a log with a hole says how much is missing', async () => {
  await using lab = await TestRuns.open();
  const run = await lab.running();
  await run.terminate();
  await until(run, () => run.status === 'finished');
  const observed = observe(run);
  const [a, b] = observed.lanes;
  if (a === undefined || b === undefined) throw new Error('two lanes');
  const kept = new KeptRun({
    ...observed,
    record: { ...observed.record, status: 'interrupted' },
    lanes: [{ ...a, lines: a.lines.filter(({ seq }) => seq === 1 || seq > 4) }, b],
  });
  expect(kept.view().comparison).toBeUndefined();
  expect(kept.view().lanes.map(({ verdict }) => verdict)).toEqual([undefined, undefined]);
  expect(kept.lanes[0]?.log.after(1, 2)).toMatchObject({ skipped: 3, lines: [{ seq: 5 }, { seq: 6 }] });
});
