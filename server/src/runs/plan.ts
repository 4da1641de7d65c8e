import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { terminationLabel } from '#protocol/command-line.ts';
import type { LaneId } from '#protocol/ids.ts';
import type { CreateRun } from '#protocol/run.ts';
import type { ScenarioFile, ScenarioView } from '#protocol/scenario.ts';
import type { Termination } from '#protocol/termination.ts';
import type { Traffic } from '#protocol/traffic.ts';
import { trafficSchema } from '#protocol/traffic.ts';
import type { KnobSettings, LabContainer } from '../engines/lab-container.ts';
import { applyKnobs } from '../engines/lab-container.ts';
import { LabError } from '../errors.ts';

/** What one lane is to be, with every default filled in and every value checked. */
export interface LanePlan {
  id: LaneId;
  label: string;
  container: LabContainer;
  settings: KnobSettings;
  termination: Termination;
  /** The lab container that the scenario names, where another one stands in for it. */
  standInFor: string | null;
}

export interface RunPlan {
  scenario: ScenarioFile;
  traffic: Traffic;
  lanes: LanePlan[];
}

/**
 * Joins a scenario with what the learner changed of it.
 * @param resolve the lab container that the engine really runs in place of a named one
 * @throws LabError `invalid-input`
 */
export function planRun(
  scenario: ScenarioFile,
  command: CreateRun,
  containers: ReadonlyMap<string, LabContainer>,
  resolve: (container: LabContainer) => LabContainer,
): RunPlan {
  const traffic = changeTraffic(scenario.traffic, command.traffic);
  const stranger = command.lanes?.find(({ id }) => !scenario.lanes.some((lane) => lane.id === id));
  if (stranger !== undefined) {
    throw new LabError('invalid-input', `The scenario "${scenario.id}" has no lane ${stranger.id}.`);
  }
  const lanes = scenario.lanes.map((lane): LanePlan => {
    const named = containers.get(lane.container);
    if (named === undefined) throw new LabError('not-found', `There is no lab container named ${lane.container}.`);
    const change = command.lanes?.find(({ id }) => id === lane.id);
    const container = resolve(named);
    // The named container's knobs are checked even where a stand-in, which has fewer, runs in its place.
    const values = { ...lane.knobs, ...change?.knobs, [named.handlerTimeKnob]: traffic.handlerTimeMs };
    const settings = applyKnobs(named, values);
    return {
      id: lane.id,
      label: labelOf(lane, change?.termination),
      container,
      settings:
        container === named
          ? settings
          : applyKnobs(container, { [container.handlerTimeKnob]: traffic.handlerTimeMs }),
      termination: change?.termination ?? lane.termination,
      standInFor: container === named ? null : `${named.name} (${settings.summary})`,
    };
  });
  return { scenario, traffic, lanes };
}

/** A lane that a learner ends in another way than its author meant must not go by the author's word for it. */
function labelOf({ label, termination }: ScenarioFile['lanes'][number], changed: Termination | undefined): string {
  return changed === undefined || isDeepStrictEqual(changed, termination) ? label : terminationLabel(changed);
}

function changeTraffic(traffic: Traffic, change: CreateRun['traffic']): Traffic {
  if (change === undefined) return traffic;
  const parsed = trafficSchema.safeParse('model' in change ? change : { ...traffic, ...change });
  if (parsed.success) return parsed.data;
  throw new LabError('invalid-input', `traffic: ${z.prettifyError(parsed.error)}`);
}

/**
 * A scenario as the catalogue shows it, after a check that every container and knob that it names exists.
 * @throws LabError that says which does not
 */
export function viewScenario(scenario: ScenarioFile, containers: ReadonlyMap<string, LabContainer>): ScenarioView {
  const { lanes } = planRun(scenario, { scenarioId: scenario.id }, containers, (container) => container);
  const summaries = new Map(lanes.map(({ id, settings }) => [id, settings.summary]));
  return { ...scenario, lanes: scenario.lanes.map((lane) => ({ ...lane, summary: summaries.get(lane.id) ?? '' })) };
}
