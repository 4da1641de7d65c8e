import { REPORT_TYPES } from '#protocol/report.ts';
import type { RunView } from '#protocol/run.ts';
import { LabApi } from '../support/api.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import { LabProcess } from '../support/lab-process.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

const sentence = (view: RunView) => view.comparison?.sentence.map(({ text }) => text).join('') ?? '';
const results = ({ lanes, comparison }: RunView) => ({
  lanes: lanes.map(({ id, counts, verdict, exit }) => ({ id, counts, verdict, exit })),
  comparison,
});

test('a run is reported in every format, and the same everywhere', async ({ api, finished: run }) => {
  const due = run.lanes.reduce((sum, { counts }) => sum + counts.due, 0);
  const texts = new Map<string, string>();
  for (const format of REPORT_TYPES) {
    const response = await api.call('GET', `/api/runs/${run.id}/report?format=${format}`);
    expect(response.status).toBe(200);
    const ending = format === 'markdown' ? 'md' : format;
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="graceful-shutdown-in-flight-${run.id}.${ending}"`,
    );
    texts.set(format, await response.text());
  }
  expect(JSON.parse(texts.get('json') ?? '').results.comparison).toEqual(run.comparison);
  expect(texts.get('csv')?.trim().split('\r\n')).toHaveLength(due + 1);
  expect(texts.get('markdown')).toContain(sentence(run));
  expect(texts.get('html')).toContain('Content-Security-Policy');
  const unknown = await api.call('GET', `/api/runs/${run.id}/report?format=pdf`);
  expect([unknown.status, (await unknown.json()).error.code]).toEqual([400, 'invalid-input']);
  expect((await api.call('GET', '/api/runs/00000000/report?format=csv')).status).toBe(404);
});

test('another lab that imports the JSON shows the same run, under another id where that is taken', async ({
  api,
  engine,
  finished: run,
}) => {
  const file: unknown = await (await api.call('GET', `/api/runs/${run.id}/report?format=json`)).json();
  await using other = await LabProcess.listening(['--engine', engine]);
  const there = new LabApi(other.url);
  const answer = await there.call('POST', '/api/runs/import', file);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('location')).toBe(`/api/runs/${run.id}`);
  expect(await answer.json()).toMatchObject({ id: run.id, imported: true, notes: [] });
  const imported = await there.run(run.id);
  expect(sentence(imported)).toBe(sentence(run));
  expect(results(imported)).toEqual(results(run));
  for (const { id } of run.lanes) expect(await there.ledger(run.id, id)).toEqual(await api.ledger(run.id, id));

  const again = await (await there.call('POST', '/api/runs/import', file)).json();
  expect(again.id).not.toBe(run.id);
  expect(results(await there.run(again.id))).toEqual(results(run));
});

test('what is no report is refused with the place, and what is too large with the limit', async ({ api }) => {
  const wrong = await api.call('POST', '/api/runs/import', { format: 'another' });
  expect([wrong.status, (await wrong.json()).error.message]).toEqual([
    400,
    expect.stringContaining('no report of a run'),
  ]);
  const large = await api.call('POST', '/api/runs', { scenarioId: 'x'.repeat(40_000) });
  expect([large.status, (await large.json()).error.message]).toEqual([413, expect.stringContaining('32 KB')]);
});

test('a run that still goes on can be reported, and the report says so', async ({ api }) => {
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed > 0));
  const report = await (await api.call('GET', `/api/runs/${id}/report`)).json();
  expect(report.results).toMatchObject({
    caution: 'This run still goes on: the report is not final.',
    comparison: null,
  });
  expect((await api.call('POST', `/api/runs/${id}/finish`)).status).toBe(200);
});
