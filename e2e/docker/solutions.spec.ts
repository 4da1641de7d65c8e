import type { ScenarioView } from '#protocol/scenario.ts';
import { expect, requireDocker, test } from '../support/lab.ts';
import { trySolution } from '../truth/catalogue/solutions.ts';

/** The quickest of their kinds: an init, the form of the entrypoint, a volume. `npm run test:truth` tries the solution of every task. */
const QUICK = ['exit-143', 'shell-form', 'memory-loss'];

test.beforeEach(() => requireDocker('docker'));

test('the solution of a lesson’s task, turned and run, is what the check calls done', async ({ api }) => {
  test.setTimeout(300_000);
  const results = await Promise.all(
    QUICK.map(async (id) => {
      const scenario: ScenarioView = await (await api.call('GET', `/api/scenarios/${id}`)).json();
      const task = scenario.lesson?.task;
      if (task === undefined) throw new Error(`${id} sets no task.`);
      return await trySolution(api, scenario, task);
    }),
  );
  expect(results.filter(({ solved }) => !solved)).toEqual([]);
});
