import { z } from 'zod';
import { changedLabel } from '#protocol/change-words.ts';
import { said } from '#protocol/language/say.ts';
import type { Change, CreateRun } from '#protocol/run.ts';
import type { ScenarioFile } from '#protocol/scenario.ts';
import type { Traffic } from '#protocol/traffic.ts';
import { trafficSchema } from '#protocol/traffic.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { LabError } from '../errors.ts';
import { changesBetween } from './changes.ts';
import type { LanePlan, PlanningEngine } from './lane-plan.ts';
import { assertPossible, planLane } from './lane-plan.ts';

export interface RunPlan {
  scenario: ScenarioFile;
  traffic: Traffic;
  lanes: LanePlan[];
  /** What the learner changed of the scenario. */
  changes: Change[];
}

/**
 * Joins a scenario with what the learner changed of it.
 * @throws LabError `invalid-input`, `not-found`, `engine-cannot`
 */
export function planRun(
  scenario: ScenarioFile,
  command: CreateRun,
  containers: ReadonlyMap<string, LabContainer>,
  engine: PlanningEngine,
): RunPlan {
  const traffic = changeTraffic(scenario.traffic, command.traffic);
  const stranger = command.lanes?.find(({ id }) => !scenario.lanes.some((lane) => lane.id === id));
  if (stranger !== undefined) {
    throw new LabError(
      'invalid-input',
      said('The scenario "{scenario}" has no lane {lane}.', { scenario: scenario.id, lane: stranger.id }),
    );
  }
  const plan = (changed: CreateRun, onTraffic: Traffic) =>
    scenario.lanes.map((lane) => {
      const change = changed.lanes?.find(({ id }) => id === lane.id);
      return planLane(lane, change, onTraffic, containers, engine);
    });
  const lanes = plan(command, traffic);
  // Of the scenario as it is nobody asks that: what a learner changed may be what makes it possible.
  for (const lane of lanes) assertPossible(lane, engine);
  const original = { traffic: scenario.traffic, lanes: plan({ scenarioId: scenario.id }, scenario.traffic) };
  const changes = changesBetween(original, { traffic, lanes });
  return { scenario, traffic, lanes: lanes.map((lane) => relabelled(lane, changes)), changes };
}

/** What ends it is in its label already, where that was changed. */
function relabelled(lane: LanePlan, changes: readonly Change[]): LanePlan {
  const isChanged = changes.some(({ laneId, name }) => laneId === lane.id && name !== 'termination');
  return isChanged ? { ...lane, label: changedLabel(lane.label) } : lane;
}

function changeTraffic(traffic: Traffic, change: CreateRun['traffic']): Traffic {
  if (change === undefined) return traffic;
  const parsed = trafficSchema.safeParse('model' in change ? change : { ...traffic, ...change });
  if (parsed.success) return parsed.data;
  throw new LabError('invalid-input', { text: `traffic: ${z.prettifyError(parsed.error)}` });
}
