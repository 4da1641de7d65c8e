import { named, said, told } from '#protocol/language/say.ts';
import type { ContainerView, ScenarioFile, ScenarioView } from '#protocol/scenario.ts';
import { scenarioKnobs } from '#protocol/scenario-knobs.ts';
import { faultless } from '../engines/demand.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { imageName } from '../engines/lab-container.ts';
import { LabError } from '../errors.ts';
import type { PlanningEngine } from './lane-plan.ts';
import { planRun } from './plan.ts';

/** An engine that can do everything: what is wrong with a plan then is wrong with the scenario. */
export const ANY_ENGINE: PlanningEngine = {
  resolve: (container) => container,
  lacks: ({ containers, fault }) => faultless(containers, fault),
};

/**
 * A scenario as the catalogue shows it in the present language, after a check that every container and knob that it names exists.
 * @throws LabError that says which does not
 */
export function viewScenario(scenario: ScenarioFile, containers: ReadonlyMap<string, LabContainer>): ScenarioView {
  const { lanes } = planRun(scenario, { scenarioId: scenario.id }, containers, ANY_ENGINE);
  const summaries = new Map(lanes.map(({ id, settings }) => [id, told(settings.said)]));
  const used = lanes.flatMap(({ container, balancer }) => [
    container,
    ...(balancer === null ? [] : [balancer.container]),
  ]);
  const view: ScenarioView = {
    ...scenario,
    lanes: scenario.lanes.map((lane) => ({ ...lane, summary: summaries.get(lane.id) ?? '' })),
    containers: Object.fromEntries(used.map((container) => [container.name, viewContainer(container)])),
  };
  const nobodys = scenario.knobs.find((_, index) => scenarioKnobs(view)[index] === null);
  if (nobodys !== undefined) {
    throw new LabError(
      'invalid-input',
      said('knobs: nothing in this scenario has "{knob}" to turn.', { knob: nobodys }),
    );
  }
  return view;
}

function viewContainer(container: LabContainer): ContainerView {
  const {
    name,
    title,
    summary,
    entrypoint,
    stopSignal,
    port,
    knobs,
    handlerTimeKnob,
    dataPath,
    upstreamsVariable,
    faults,
    healthPath,
    request,
    dockerfile,
    files,
  } = container;
  return {
    name,
    title: named(title),
    summary: named(summary),
    image: imageName(container),
    entrypoint,
    stopSignal,
    port,
    knobs: mapValues(knobs, (knob) => ({ ...knob, label: named(knob.label) })),
    handlerTimeKnob: handlerTimeKnob ?? null,
    dataPath: dataPath ?? null,
    upstreamsVariable: upstreamsVariable ?? null,
    faults,
    offPath: container.readiness?.offPath ?? null,
    healthPath,
    storedPath: container.storedPath ?? null,
    request,
    dockerfile,
    files,
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, make: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value)]));
}
