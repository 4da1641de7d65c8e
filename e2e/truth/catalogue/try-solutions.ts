import type { ScenarioView } from '#protocol/scenario.ts';
import { LabApi } from '../../support/api.ts';
import { hasDocker } from '../../support/docker.ts';
import { LabProcess } from '../../support/lab-process.ts';
import { trySolution } from './solutions.ts';

/** Most of a run is waiting, for a grace period or an answer. */
const AT_ONCE = 2;

/**
 * Tries the solution of every lesson's task on real containers; all of them, where none are named.
 * @returns whether each solved its task, where Docker is there
 */
export async function trySolutions(named: readonly string[]): Promise<boolean> {
  if (!hasDocker()) {
    console.error('*** NO DOCKER ENGINE ANSWERS: the solutions were not tried.');
    return process.env.CI !== 'true';
  }
  await using lab = await LabProcess.listening(['--engine', 'docker']);
  const api = new LabApi(lab.url);
  const catalogue: ScenarioView[] = await (await api.call('GET', '/api/scenarios')).json();
  const waiting = catalogue.filter(({ id }) => named.length === 0 || named.includes(id));
  console.log(`\nThe solutions of ${waiting.length} tasks`);
  let unsolved = 0;
  const work = async () => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const task = scenario.lesson?.task;
      if (task === undefined) continue;
      const { solved, misses } = await trySolution(api, scenario, task);
      if (!solved) unsolved += 1;
      console.log(`${scenario.id}: ${solved ? 'solved' : 'NOT SOLVED'}`);
      for (const words of misses) console.log(`    - ${words}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return unsolved === 0;
}
