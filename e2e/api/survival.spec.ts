import { expect, requireDocker, test } from '../support/lab.ts';

test.beforeEach(({ engine }) => requireDocker(engine));

test('a service that keeps its work in memory exits with grace, and has forgotten all that it acknowledged', async ({
  api,
}) => {
  const { id } = await api.create({
    scenarioId: 'in-flight',
    traffic: { handlerTimeMs: 50 },
    lanes: [{ id: 'b', restart: true }],
  });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, ({ lanes }) => lanes.every(({ counts }) => counts.completed > 5));
  await api.call('POST', `/api/runs/${id}/terminate`);
  const { lanes, events } = await api.until(id, ({ status }) => status === 'finished');
  const [a, b] = lanes;
  expect(b?.exit?.exitCode).toBe(0);
  expect(b?.survival).toMatchObject({ acknowledged: b?.counts.completed, forgotten: b?.counts.completed });
  const promise = (lane: typeof a) => lane?.verdict?.promises.find((each) => each.id === 'acknowledged-survives');
  expect(promise(b)).toMatchObject({ state: 'broken', evidence: expect.stringContaining('gone after a restart') });
  expect(promise(a)?.state).toBe('unknown');
  expect(events.filter(({ kind }) => kind === 'lane:restarted')).toHaveLength(1);
});
