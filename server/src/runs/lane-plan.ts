import { isDeepStrictEqual } from 'node:util';
import { terminationLabel } from '#protocol/command-line.ts';
import type { LaneId } from '#protocol/ids.ts';
import type { KnobValues } from '#protocol/knob.ts';
import { knobAccepts, knobRange } from '#protocol/knob-range.ts';
import { said } from '#protocol/language/say.ts';
import type { CreateRun } from '#protocol/run.ts';
import type { RuntimeSettings } from '#protocol/runtime-knobs.ts';
import { isRuntimeKnob, RUNTIME_KNOBS, runtimeSettings } from '#protocol/runtime-knobs.ts';
import type { Retry, ScenarioFile } from '#protocol/scenario.ts';
import type { Termination } from '#protocol/termination.ts';
import type { Traffic } from '#protocol/traffic.ts';
import type { Engine } from '../engines/engine.ts';
import type { KnobSettings, LabContainer } from '../engines/lab-container.ts';
import { applyKnobs } from '../engines/lab-container.ts';
import { LabError } from '../errors.ts';
import { laneTitle } from './lane-title.ts';

/** A lab container with the settings that it is started with. */
export interface ContainerPlan {
  container: LabContainer;
  settings: KnobSettings;
}

/** What one lane is to be, with every default filled in and every value checked. */
export interface LanePlan extends ContainerPlan {
  id: LaneId;
  label: string;
  runtime: RuntimeSettings;
  termination: Termination;
  /** How many of the service run; the first is the one that is ended. */
  replicas: number;
  /** What the requests go to first; null where they go to the service itself. */
  balancer: ContainerPlan | null;
  /** Readiness is taken back so many seconds before the termination; null where the termination is all. */
  preStop: { offPath: string; waitSeconds: number } | null;
  /** Whether it is started again when all is over, and asked what it still has. */
  restart: boolean;
  retry: Retry;
  /** Whether it is expected to go on running, whatever was sent. */
  runsOn: boolean;
  /** The lab container that the scenario names, where another one stands in for it. */
  standInFor: string | null;
}

type LaneOfScenario = ScenarioFile['lanes'][number];
type LaneChange = NonNullable<CreateRun['lanes']>[number];

/** What an engine says of a plan. */
export type PlanningEngine = Pick<Engine, 'resolve' | 'lacks'>;

/**
 * A lane of a scenario with what the learner changed of it.
 * @throws LabError `invalid-input`, `not-found`
 */
export function planLane(
  lane: LaneOfScenario,
  change: LaneChange | undefined,
  traffic: Traffic,
  containers: ReadonlyMap<string, LabContainer>,
  engine: Pick<PlanningEngine, 'resolve'>,
): LanePlan {
  const named = find(containers, lane.container);
  const container = engine.resolve(named);
  const balancing = lane.balancer === undefined ? null : find(containers, lane.balancer);
  const values = sortKnobs({ ...lane.knobs, ...change?.knobs }, named, balancing);
  // The named container's knobs are checked even where a stand-in, which has fewer, runs in its place.
  const settings = applyKnobs(named, { ...values.service, ...handlerTime(named, traffic) });
  const termination = change?.termination ?? lane.termination;
  const plan: LanePlan = {
    id: lane.id,
    label: labelOf(lane, change?.termination),
    container,
    settings: container === named ? settings : applyKnobs(container, handlerTime(container, traffic)),
    runtime: runtimeSettings(values.runtime),
    termination,
    replicas: lane.replicas,
    balancer: balancing && { container: balancing, settings: applyKnobs(balancing, values.balancer) },
    preStop: preStopOf(container, change?.preStopSeconds ?? lane.preStopSeconds),
    restart: change?.restart ?? lane.restart,
    retry: lane.retry,
    runsOn: lane.expect.exitCode === 'never' && isDeepStrictEqual(termination, lane.termination),
    standInFor: container === named ? null : `${named.name} (${settings.summary})`,
  };
  assertSound(plan);
  return plan;
}

/** @throws LabError `engine-cannot` where the engine cannot do what a lane asks for */
export function assertPossible({ id, container, runtime, balancer, termination }: LanePlan, engine: PlanningEngine) {
  const missing = engine.lacks({
    containers: balancer === null ? [container] : [container, balancer.container],
    runtime,
    isGroup: balancer !== null,
    fault: termination.kind === 'fault' ? termination.fault : null,
  });
  if (missing !== null)
    throw new LabError('engine-cannot', said('{lane}: {reason}', { lane: laneTitle(id), reason: missing }));
}

function find(containers: ReadonlyMap<string, LabContainer>, name: string): LabContainer {
  const container = containers.get(name);
  if (container === undefined)
    throw new LabError('not-found', said('There is no lab container named {container}.', { container: name }));
  return container;
}

/** Gives each knob of a lane to what has it. A name that nobody has goes to the service, which says so. */
function sortKnobs(values: KnobValues, service: LabContainer, balancer: LabContainer | null) {
  const sorted: Record<'service' | 'balancer' | 'runtime', KnobValues> = { service: {}, balancer: {}, runtime: {} };
  for (const [name, value] of Object.entries(values)) {
    if (isRuntimeKnob(name)) {
      if (!knobAccepts(RUNTIME_KNOBS[name], value))
        throw new LabError(
          'invalid-input',
          said('{knob} takes {range}, not "{value}".', {
            knob: name,
            range: knobRange(RUNTIME_KNOBS[name]),
            value: String(value),
          }),
        );
      sorted.runtime[name] = value;
    } else if (balancer !== null && !Object.hasOwn(service.knobs, name) && Object.hasOwn(balancer.knobs, name)) {
      sorted.balancer[name] = value;
    } else sorted.service[name] = value;
  }
  return sorted;
}

function handlerTime({ handlerTimeKnob }: LabContainer, { handlerTimeMs }: Traffic): KnobValues {
  return handlerTimeKnob === undefined ? {} : { [handlerTimeKnob]: handlerTimeMs };
}

function preStopOf({ title, readiness }: LabContainer, waitSeconds: number | undefined): LanePlan['preStop'] {
  // No wait is no preStop: nobody would hear of it.
  if (waitSeconds === undefined || waitSeconds === 0) return null;
  if (readiness === undefined)
    throw new LabError(
      'invalid-input',
      said('{container} has no readiness to take back: its container.yaml names none.', {
        container: { text: title },
      }),
    );
  return { offPath: readiness.offPath, waitSeconds };
}

/** @throws LabError `invalid-input` for a plan that asks for what does not go together */
function assertSound({ id, replicas, balancer, restart, retry, runtime, container }: LanePlan): void {
  const fail = (words: string) => {
    // Told to authors, in the language of their files.
    throw new LabError('invalid-input', said('{lane}: {reason}', { lane: laneTitle(id), reason: words }));
  };
  if (replicas > 1 && balancer === null) fail('several replicas need a balancer before them.');
  if (balancer !== null && balancer.container.upstreamsVariable === undefined)
    fail(`${balancer.container.name} is no balancer: its container.yaml names no upstreamsVariable.`);
  const shared = Object.keys(container.knobs).find((name) => Object.hasOwn(balancer?.container.knobs ?? {}, name));
  if (shared !== undefined)
    fail(`the service and its balancer both have a knob "${shared}": call one of them otherwise.`);
  if (restart && balancer !== null)
    fail('restart: true asks one service for all that was acknowledged, and behind a balancer others answer, too.');
  if (retry !== 'none' && runtime.restartPolicy !== 'no')
    fail('what is sent again would stand in the same log as the first time: retry goes with restartPolicy: no.');
  if (retry !== 'none' && !restart)
    fail('a client can send again only to a service that is started again: restart: true.');
  if (restart && container.storedPath === undefined)
    fail(`${container.name} cannot be asked what it still has: its container.yaml names no storedPath.`);
}

/** A lane that a learner ends in another way than its author meant must not go by the author's word for it. */
function labelOf({ label, termination }: LaneOfScenario, changed: Termination | undefined): string {
  return changed === undefined || isDeepStrictEqual(changed, termination) ? label : terminationLabel(changed);
}
