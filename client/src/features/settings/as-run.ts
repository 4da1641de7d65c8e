import type { LaneId } from '#protocol/ids.ts';
import type { KnobValue, KnobValues } from '#protocol/knob.ts';
import type { LaneView } from '#protocol/lane.ts';
import type { CreateRun, RunView } from '#protocol/run.ts';
import { isRuntimeKnob, RUNTIME_KNOBS } from '#protocol/runtime-knobs.ts';
import type { ScenarioView } from '#protocol/scenario.ts';

type Lane = ScenarioView['lanes'][number];
type Ran = Pick<RunView, 'traffic' | 'changes'> & { lanes: readonly RanLane[] };
type RanLane = Pick<LaneView, 'id' | 'label' | 'container' | 'termination' | 'preStop' | 'wasSent'>;

/** A scenario as a run has, or had it: with the settings that it was made with. */
export function asRun(scenario: ScenarioView, view: Ran): ScenarioView {
  const lanes = scenario.lanes.map((lane) => {
    const ran = view.lanes.find(({ id }) => id === lane.id);
    return ran === undefined ? lane : laneAsRun(scenario, lane, ran, isTerminationChanged(view, lane.id));
  });
  return { ...scenario, traffic: view.traffic, lanes };
}

function laneAsRun(scenario: ScenarioView, lane: Lane, ran: RanLane, isChanged: boolean): Lane {
  const { handlerTimeKnob } = scenario.containers[lane.container] ?? {};
  const turnedHere = Object.entries(ran.container.knobs).filter(([name]) => name !== handlerTimeKnob);
  // A run tells of the engine's settings only where they are not the plain ones.
  const plain = Object.keys(lane.knobs)
    .filter(isRuntimeKnob)
    .map((name) => [name, RUNTIME_KNOBS[name].default]);
  return {
    ...lane,
    label: ran.label,
    knobs: { ...lane.knobs, ...Object.fromEntries(plain), ...Object.fromEntries(turnedHere) },
    // What was sent may have been another button: what was meant is the scenario's own, unless that was changed.
    termination: isChanged || !ran.wasSent ? ran.termination : lane.termination,
    preStopSeconds: ran.preStop?.waitSeconds ?? lane.preStopSeconds,
    summary: ran.container.summary,
  };
}

function isTerminationChanged({ changes }: Pick<RunView, 'changes'>, laneId: LaneId): boolean {
  return changes.some((change) => change.laneId === laneId && change.name === 'termination');
}

/** What makes a run of a scenario as it is shown, from the scenario as it is written: only what differs is named. */
export function commandBetween(
  written: ScenarioView,
  shown: ScenarioView,
): Pick<CreateRun, 'scenarioId' | 'traffic' | 'lanes'> {
  const lanes = shown.lanes.flatMap((lane) => {
    const before = written.lanes.find(({ id }) => id === lane.id);
    const change = before === undefined ? {} : laneChange(written, before, lane);
    return Object.keys(change).length === 0 ? [] : [{ id: lane.id, ...change }];
  });
  return {
    scenarioId: written.id,
    ...(isSame(written.traffic, shown.traffic) ? {} : { traffic: shown.traffic }),
    ...(lanes.length === 0 ? {} : { lanes }),
  };
}

function laneChange(scenario: ScenarioView, before: Lane, lane: Lane) {
  const knobs: KnobValues = Object.fromEntries(
    Object.entries(lane.knobs).filter(([name, value]) => value !== standing(scenario, before, name)),
  );
  return {
    ...(Object.keys(knobs).length === 0 ? {} : { knobs }),
    ...(isSame(before.termination, lane.termination) ? {} : { termination: lane.termination }),
    ...(before.preStopSeconds === lane.preStopSeconds ? {} : { preStopSeconds: lane.preStopSeconds }),
  };
}

function standing({ containers }: ScenarioView, lane: Lane, name: string): KnobValue | undefined {
  const own = lane.knobs[name];
  if (own !== undefined) return own;
  if (isRuntimeKnob(name)) return RUNTIME_KNOBS[name].default;
  const owners = [lane.container, ...(lane.balancer === undefined ? [] : [lane.balancer])];
  return owners.map((owner) => containers[owner]?.knobs[name]?.default).find((value) => value !== undefined);
}

/** Both are plain data with the same fields in the same order, or differ. */
function isSame(one: object, other: object): boolean {
  const ordered = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));
  return ordered(one) === ordered(other);
}
