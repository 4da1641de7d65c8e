import type { RepeatView, Trial } from '#protocol/repeat.ts';
import type { LabApi } from '../support/api.ts';
import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

async function repeatOf(api: LabApi, id: string): Promise<RepeatView> {
  return await (await api.call('GET', `/api/repeats/${id}`)).json();
}

async function create(api: LabApi, body: object): Promise<RepeatView> {
  const response = await api.call('POST', '/api/repeats', body);
  expect(response.status).toBe(201);
  return await response.json();
}

const measured = (trial: Trial) => (trial.state === 'measured' ? [trial] : []);

test('three trials: each is a run of its own that says the same, and the spread is theirs', async ({ api }) => {
  test.setTimeout(180_000);
  const { id } = await create(api, { scenarioId: 'in-flight', trials: 3 });
  await expect
    .poll(async () => (await repeatOf(api, id)).status, { timeout: 150_000, intervals: [500] })
    .toBe('finished');
  const repeat = await repeatOf(api, id);
  const trials = repeat.results.flatMap(measured);
  expect(trials.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(new Set(trials.map(({ runId }) => runId)).size).toBe(3);

  const lost: Record<string, number[]> = { a: [], b: [] };
  for (const { runId, momentMs, jitterMs, lanes } of trials) {
    const run = await api.run(runId);
    expect(run.status).toBe('finished');
    // A second and a half of traffic, and the random part, came before the signal.
    expect(momentMs).toBeGreaterThan(1_400 + jitterMs);
    for (const lane of lanes) {
      const rows = await api.ledger(runId, lane.id);
      const cut = rows.filter(({ outcome }) => outcome === 'cut' || outcome === 'timed-out').length;
      expect(lane.counts.lost.total).toBe(cut);
      expect(lane.counts.due).toBe(rows.length);
      lost[lane.id]?.push(cut);
    }
    expect(lanes.map(({ exitCode }) => exitCode)).toEqual([137, 0]);
  }
  for (const { laneId, n, min, max, median, interval } of repeat.spread) {
    const counts = [...(lost[laneId] ?? [])].sort((one, other) => one - other);
    expect({ n, min, median, max, interval }).toEqual({
      n: 3,
      min: counts[0],
      median: counts[1],
      max: counts[2],
      interval: null,
    });
  }
  // What was in flight at a SIGKILL is lost in every trial.
  expect(Math.min(...(lost.a ?? []))).toBeGreaterThan(0);
  expect(repeat.sentence.map(({ text }) => text).join('')).toMatch(/^In 3 trials docker kill lost /);
});

test('a repeat that is stopped removes its containers and keeps what it has', async ({ api }) => {
  const { id } = await create(api, { scenarioId: 'in-flight', trials: 50 });
  await expect
    .poll(async () => (await repeatOf(api, id)).current?.step, { timeout: 45_000, intervals: [50] })
    .toBe('traffic');
  const runId = (await repeatOf(api, id)).current?.runId ?? '';
  const stopped: RepeatView = await (await api.call('POST', `/api/repeats/${id}/stop`)).json();
  expect(stopped).toMatchObject({
    status: 'stopped',
    stopReason: 'It was stopped by hand.',
    results: [{ state: 'stopped', runId }],
    spread: [],
  });
  expect((await api.run(runId)).status).toBe('finished');
  expect((await api.call('DELETE', `/api/repeats/${id}`)).status).toBe(204);
  expect((await api.call('GET', `/api/repeats/${id}`)).status).toBe(404);
});
