import { changedLabel } from '#protocol/change-words.ts';
import { terminationLabel } from '#protocol/command-line.ts';
import type { LaneId } from '#protocol/ids.ts';
import type { KnobValue, KnobValues } from '#protocol/knob.ts';
import { knobAccepts } from '#protocol/knob-range.ts';
import { say, sayCount } from '#protocol/language/say.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { ScenarioKnob } from '#protocol/scenario-knobs.ts';
import { scenarioKnobs } from '#protocol/scenario-knobs.ts';
import { isLaneSetting } from '#protocol/settings.ts';
import { startedWith, summaryWith } from '#protocol/started-with.ts';

/** What a learner turned away from where a scenario has it: knobs of the traffic, and of each lane. */
export interface Turned {
  traffic: KnobValues;
  lanes: Partial<Record<LaneId, KnobValues>>;
}

export const UNTURNED: Turned = { traffic: {}, lanes: {} };

/** Turns one knob. Back where the scenario has it, it is not turned any more. @param laneId null for the traffic's */
export function turn(turned: Turned, scenario: ScenarioView, laneId: LaneId | null, name: string, value: KnobValue) {
  const rest = (values: KnobValues = {}): KnobValues => {
    const others = Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
    return value === valueIn(scenario, laneId, name) ? others : { ...others, [name]: value };
  };
  if (laneId === null) return { ...turned, traffic: rest(turned.traffic) };
  return { ...turned, lanes: { ...turned.lanes, [laneId]: rest(turned.lanes[laneId]) } };
}

/** How many knobs are turned. */
export function countTurned({ traffic, lanes }: Turned): number {
  return [traffic, ...Object.values(lanes)].reduce((sum, values) => sum + Object.keys(values).length, 0);
}

/** `as written`, `2 changed`. */
export function turnedText(count: number): string {
  return count === 0 ? say('as written') : sayCount(count, '{count} changed', '{count} changed');
}

/** Where a knob stands; undefined where the scenario offers it to nobody, or not in this lane. */
export function valueIn(scenario: ScenarioView, laneId: LaneId | null, name: string): KnobValue | undefined {
  const knob = knobsOf(scenario).find((each) => each.name === name);
  if (knob === undefined || (knob.of === 'traffic') !== (laneId === null)) return undefined;
  return knob.of === 'traffic' ? knob.value : knob.values[laneId ?? 'a'];
}

/** What a scenario lets a learner turn. */
export function knobsOf(scenario: ScenarioView): ScenarioKnob[] {
  return scenarioKnobs(scenario).filter((knob) => knob !== null);
}

/** The scenario with what was turned: all that the page says of it follows. */
export function applyTurned(scenario: ScenarioView, { traffic, lanes }: Turned): ScenarioView {
  return {
    ...scenario,
    traffic: { ...scenario.traffic, ...Object.fromEntries(Object.entries(traffic).map(trafficField)) },
    lanes: scenario.lanes.map((lane) => applyToLane(scenario, lane, lanes[lane.id] ?? {})),
  };
}

type Lane = ScenarioView['lanes'][number];

function applyToLane(scenario: ScenarioView, lane: Lane, turned: KnobValues): Lane {
  if (Object.keys(turned).length === 0) return lane;
  const { gracePeriodSeconds, preStopSeconds } = turned;
  const knobs = {
    ...lane.knobs,
    ...Object.fromEntries(Object.entries(turned).filter(([name]) => !isLaneSetting(name))),
  };
  const termination =
    lane.termination.kind === 'stop' && typeof gracePeriodSeconds === 'number'
      ? { ...lane.termination, gracePeriodSeconds }
      : lane.termination;
  const container = scenario.containers[lane.container];
  return {
    ...lane,
    knobs,
    termination,
    preStopSeconds: typeof preStopSeconds === 'number' ? preStopSeconds : lane.preStopSeconds,
    label: labelOf(lane, termination, turned),
    summary: container ? summaryWith(container.summary, startedWith(container.knobs, knobs).values) : lane.summary,
  };
}

/** A lane that is not as its author meant it does not go by the author's word alone; the server calls it the same. */
function labelOf(lane: Lane, termination: Lane['termination'], turned: KnobValues): string {
  const label = termination === lane.termination ? lane.label : terminationLabel(termination);
  return Object.keys(turned).some((name) => name !== 'gracePeriodSeconds') ? changedLabel(label) : label;
}

function trafficField([name, value]: [string, KnobValue]): [string, KnobValue | boolean] {
  return [name, name === 'keepAlive' ? value === 'yes' : value];
}

/** Reads what was remembered; what the scenario does not offer any more, or takes no more, is forgotten. */
export function readTurned(text: string | null, scenario: ScenarioView): Turned {
  let turned = UNTURNED;
  const found = parsed(text);
  for (const knob of knobsOf(scenario)) {
    const laneIds = knob.of === 'traffic' ? [null] : scenario.lanes.map(({ id }) => id);
    for (const laneId of laneIds) {
      const values = laneId === null ? field(found, 'traffic') : field(field(found, 'lanes'), laneId);
      const value = field(values, knob.name);
      const isKnown = typeof value === 'string' || typeof value === 'number';
      if (!isKnown || !knobAccepts(knob.face, value) || valueIn(scenario, laneId, knob.name) === undefined) continue;
      turned = turn(turned, scenario, laneId, knob.name, value);
    }
  }
  return turned;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
