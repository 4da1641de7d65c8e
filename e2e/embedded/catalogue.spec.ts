import type { Expectation } from '#protocol/expectation.ts';
import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { LabApi } from '../support/api.ts';
import { expect, test } from '../support/lab.ts';

/** What cannot be real without Docker: the engine says why, and nothing is shown by halves. */
const DOCKER_ONLY = ['exit-143', 'load-balancer', 'oom', 'pid-1', 'restart-policy', 'three-servers', 'wrong-signal'];
/** Others mostly wait, and are told apart by seconds. */
const AT_ONCE = 3;
const RUNS_ON_MS = 3_000;

test('the embedded engine shows what it can for real, and says of the rest that it needs Docker', async ({ api }) => {
  test.setTimeout(240_000);
  const scenarios: ScenarioView[] = await (await api.call('GET', '/api/scenarios')).json();
  const refused: string[] = [];
  const waiting = [...scenarios];
  const work = async () => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const response = await api.call('POST', '/api/runs', { scenarioId: scenario.id });
      if (response.status === 201) await holdsItsExits(api, scenario, await response.json());
      else {
        expect(response.status, scenario.id).toBe(501);
        expect(await response.text(), scenario.id).toMatch(/engine-cannot.*(needs Docker|on Docker only)/);
        refused.push(scenario.id);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(refused.sort()).toEqual(DOCKER_ONLY);
});

/** The programs are this machine's own: of what they lose nothing is claimed, of how they end all. */
async function holdsItsExits(api: LabApi, { id: scenarioId, lanes }: ScenarioView, { id }: RunView): Promise<void> {
  await api.until(id, ({ status }) => status === 'ready', 60_000);
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.completed > 2), 60_000);
  expect((await api.call('POST', `/api/runs/${id}/terminate`)).status).toBe(202);
  const claims = new Map<string, Expectation>(lanes.map((lane) => [lane.id, lane.expect]));
  const runsOn = (laneId: string) => claims.get(laneId)?.exitCode === 'never';
  const isOver = (view: RunView) => view.lanes.every((lane) => lane.exit !== undefined || runsOn(lane.id));
  await api.until(id, isOver, 60_000);
  if (lanes.some((lane) => runsOn(lane.id))) {
    // That nothing happens can be seen only for a while.
    const seen = (await api.run(id)).now;
    await api.until(id, ({ now }) => now > seen + RUNS_ON_MS);
    await api.call('POST', `/api/runs/${id}/finish`);
  }
  const run = await api.until(id, ({ status }) => status === 'finished', 60_000);
  for (const lane of run.lanes) {
    const where = `${scenarioId}, lane ${lane.id}`;
    const { exitCode, forced } = claims.get(lane.id) ?? {};
    if (exitCode === 'never') expect(lane.exit, where).toBeUndefined();
    else {
      expect(lane.exit?.exitCode, where).toBeGreaterThanOrEqual(exitCode?.min ?? Number.NaN);
      expect(lane.exit?.exitCode, where).toBeLessThanOrEqual(exitCode?.max ?? Number.NaN);
    }
    if (forced !== undefined) expect(lane.exit?.forced, where).toBe(forced);
  }
}
