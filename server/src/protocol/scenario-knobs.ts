import type { LaneId } from './ids.ts';
import type { KnobFace, KnobValue } from './knob.ts';
import { named } from './language/say.ts';
import { isRuntimeKnob, RUNTIME_KNOBS } from './runtime-knobs.ts';
import type { ScenarioView } from './scenario.ts';
import { isLaneSetting, isTrafficSetting, LANE_SETTINGS, TRAFFIC_SETTINGS } from './settings.ts';

/** One of the things that a scenario lets a learner turn. */
export type ScenarioKnob = { name: string; face: KnobFace } & (
  | { of: 'traffic'; value: KnobValue }
  /** Where it stands in each lane that has it. */
  | { of: 'lanes'; values: Partial<Record<LaneId, KnobValue>> }
);

/** What a scenario lets a learner turn, in its own order; null stands for a name that nothing in it has. */
export function scenarioKnobs(scenario: ScenarioView): (ScenarioKnob | null)[] {
  return scenario.knobs.map((name) =>
    isTrafficSetting(name) ? trafficKnob(scenario, name) : laneKnob(scenario, name),
  );
}

function trafficKnob(scenario: ScenarioView, name: keyof typeof TRAFFIC_SETTINGS): ScenarioKnob | null {
  const value = Object.entries(scenario.traffic).find(([field]) => field === name)?.[1];
  if (value === undefined) return null;
  const shown = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  const face = name === 'handlerTimeMs' ? handlerTimeFace(scenario) : TRAFFIC_SETTINGS[name];
  return { name, face: own(face), of: 'traffic', value: shown };
}

/** What every program of the lanes takes for its handler time: one that sends slowly cannot send in no time. */
function handlerTimeFace({ lanes, containers }: ScenarioView): KnobFace {
  const { handlerTimeMs } = TRAFFIC_SETTINGS;
  const ranges = lanes.flatMap(({ container }) => {
    const { knobs, handlerTimeKnob } = containers[container] ?? {};
    const knob = handlerTimeKnob == null ? undefined : knobs?.[handlerTimeKnob];
    return knob?.kind === 'integer' ? [knob] : [];
  });
  return {
    ...handlerTimeMs,
    min: Math.max(handlerTimeMs.min, ...ranges.map(({ min }) => min)),
    max: Math.min(handlerTimeMs.max, ...ranges.map(({ max }) => max)),
  };
}

function laneKnob(scenario: ScenarioView, name: string): ScenarioKnob | null {
  const values: Partial<Record<LaneId, KnobValue>> = {};
  let face: KnobFace | null = null;
  for (const lane of scenario.lanes) {
    const found = faceIn(scenario, lane, name);
    if (found === null) continue;
    face ??= found.face;
    values[lane.id] = found.value;
  }
  return face === null ? null : { name, face, of: 'lanes', values };
}

function faceIn(
  { containers }: ScenarioView,
  lane: ScenarioView['lanes'][number],
  name: string,
): { face: KnobFace; value: KnobValue } | null {
  if (isLaneSetting(name)) {
    const value = name === 'preStopSeconds' ? lane.preStopSeconds : graceOf(lane);
    return value === undefined ? null : { face: own(LANE_SETTINGS[name]), value };
  }
  const owners = [lane.container, ...(lane.balancer === undefined ? [] : [lane.balancer])];
  const face = isRuntimeKnob(name)
    ? own(RUNTIME_KNOBS[name])
    : owners.map((owner) => containers[owner]?.knobs[name]).find((knob) => knob !== undefined);
  return face === undefined ? null : { face, value: lane.knobs[name] ?? face.default };
}

/** A face of the lab's own in the present language; what a page has of a container is in it already. */
function own(face: KnobFace): KnobFace {
  return { ...face, label: named(face.label) };
}

function graceOf({ termination }: ScenarioView['lanes'][number]): number | undefined {
  return termination.kind === 'stop' ? termination.gracePeriodSeconds : undefined;
}
