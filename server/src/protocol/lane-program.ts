import type { LaneId } from './ids.ts';
import type { KnobValues } from './knob.ts';
import type { RuntimeSettings } from './runtime-knobs.ts';
import { isRuntimeKnob, runtimeSettings } from './runtime-knobs.ts';
import type { ContainerView, ScenarioView } from './scenario.ts';
import type { StartedWith } from './started-with.ts';
import { startedWith } from './started-with.ts';
import type { Termination } from './termination.ts';

/** The memory that the lab gives each container, and no swap beside it. */
export const MEMORY_LIMIT_MIB = 256;
/** The same as the command line and Compose take it. */
export const MEMORY_LIMIT = `${MEMORY_LIMIT_MIB}m`;

/** A container with what it is started with. */
export interface Program extends StartedWith {
  container: ContainerView;
}

/** What runs in a lane of a scenario: all that a command line, a Dockerfile or a compose file needs to know of it. */
export interface LaneProgram {
  /** What the container is called where a learner starts it by hand: the lab's own names are in use. */
  name: string;
  service: Program;
  runtime: RuntimeSettings;
  /** What `docker stop` would send first. */
  stopSignal: string;
  replicas: number;
  balancer: Program | null;
  termination: Termination;
}

/** What runs in a lane; null where the scenario has no such lane, or the catalogue not its container. */
export function laneProgram(scenario: ScenarioView, laneId: LaneId): LaneProgram | null {
  const lane = scenario.lanes.find(({ id }) => id === laneId);
  const service = lane && scenario.containers[lane.container];
  if (lane === undefined || service === undefined) return null;
  const balancer = lane.balancer === undefined ? null : (scenario.containers[lane.balancer] ?? null);
  const { handlerTimeMs } = scenario.traffic;
  const runtime = runtimeSettings(pick(lane.knobs, isRuntimeKnob));
  return {
    name: `lane-${laneId}`,
    service: programOf(service, lane.knobs, handlerTimeMs),
    runtime,
    stopSignal: runtime.stopSignal ?? service.stopSignal,
    replicas: lane.replicas,
    balancer:
      balancer &&
      programOf(
        balancer,
        pick(lane.knobs, (name) => !Object.hasOwn(service.knobs, name)),
      ),
    termination: lane.termination,
  };
}

/** The replicas' own names; the first is the one that is ended. */
export function replicaNames({ name, replicas }: LaneProgram): string[] {
  return Array.from({ length: replicas }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));
}

/** What a balancer is told besides its knobs: where the replicas are, by their names on the network that they share. */
export function balancerEnvironment(lane: LaneProgram): Record<string, string> {
  const { balancer, service } = lane;
  if (balancer === null) return {};
  const upstreams = replicaNames(lane).map((name) => `${name}:${service.container.port}`);
  const variable = balancer.container.upstreamsVariable;
  return { ...balancer.environment, ...(variable === null ? {} : { [variable]: upstreams.join(' ') }) };
}

function programOf(container: ContainerView, values: KnobValues, handlerTimeMs?: number): Program {
  const { handlerTimeKnob, knobs } = container;
  const own = pick(values, (name) => Object.hasOwn(knobs, name));
  const timed = handlerTimeKnob === null || handlerTimeMs === undefined ? {} : { [handlerTimeKnob]: handlerTimeMs };
  return { container, ...startedWith(knobs, { ...own, ...timed }) };
}

function pick(values: KnobValues, isWanted: (name: string) => boolean): KnobValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)));
}
