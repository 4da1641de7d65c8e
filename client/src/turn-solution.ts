import type { Solution } from '#protocol/lesson/lesson.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { showTurned } from './features/settings/settings-store.ts';
import type { Turned } from './features/settings/turned.ts';
import { turn, UNTURNED } from './features/settings/turned.ts';

/** Turns the settings of the page the way of a task's solution, and everything else back: the learner starts with it. */
export function turnSolution(scenario: ScenarioView, solution: Solution): void {
  showTurned(scenario, solutionTurned(scenario, solution));
}

/** What a solution turns, as the settings have it. */
export function solutionTurned(scenario: ScenarioView, { traffic = {}, lanes = [] }: Solution): Turned {
  let turned = UNTURNED;
  for (const [name, value] of Object.entries(traffic)) {
    const shown = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
    if (shown !== undefined) turned = turn(turned, scenario, null, name, shown);
  }
  for (const { id, knobs = {}, termination, preStopSeconds } of lanes) {
    const values = {
      ...knobs,
      ...(termination?.kind === 'stop' ? { gracePeriodSeconds: termination.gracePeriodSeconds } : {}),
      ...(preStopSeconds === undefined ? {} : { preStopSeconds }),
    };
    for (const [name, value] of Object.entries(values)) turned = turn(turned, scenario, id, name, value);
  }
  return turned;
}
