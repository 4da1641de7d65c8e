import { terminationLabel } from '../command-line.ts';
import type { LaneId } from '../ids.ts';
import type { LaneProgram, Program } from '../lane-program.ts';
import { laneProgram, replicaNames } from '../lane-program.ts';
import { inLanguage } from '../language/speaking.ts';
import type { Retry, ScenarioView } from '../scenario.ts';
import type { Traffic } from '../traffic.ts';

/** A lane of a scenario with all that somebody must know to do it without the lab. */
export interface HandLane {
  scenarioId: string;
  /** The heading of its script, which is English but for the scenario's title: `In flight when the signal comes, lane B: SIGTERM kill`. */
  title: string;
  program: LaneProgram;
  traffic: Traffic;
  /** What goes before the termination; null where that is all. */
  preStop: { offPath: string; waitSeconds: number } | null;
  /** Whether it is started again when all is over, and asked what it still has. */
  restart: boolean;
  retry: Retry;
  /** Whether it is expected to go on running, whatever was sent. */
  runsOn: boolean;
}

/** A lane to be done by hand; null where the scenario has no such lane, or the catalogue not its container. */
export function handLane(scenario: ScenarioView, laneId: LaneId): HandLane | null {
  const lane = scenario.lanes.find(({ id }) => id === laneId);
  const program = laneProgram(scenario, laneId);
  if (lane === undefined || program === null) return null;
  const { offPath } = program.service.container;
  const waitSeconds = lane.preStopSeconds ?? 0;
  const ending = inLanguage('en', () => terminationLabel(program.termination));
  return {
    scenarioId: scenario.id,
    title: `${scenario.title}, lane ${laneId.toUpperCase()}: ${ending}`,
    program,
    traffic: scenario.traffic,
    preStop: offPath === null || waitSeconds === 0 ? null : { offPath, waitSeconds },
    restart: lane.restart,
    retry: lane.retry,
    runsOn: lane.expect.exitCode === 'never',
  };
}

/** A container that a lane starts, by the name that it has there. */
export interface NamedProgram extends Program {
  name: string;
}

/** Every container of a lane, in the order in which they are started; the first is the one that is ended. */
export function laneContainers({ program }: HandLane): [NamedProgram, ...NamedProgram[]] {
  const { name, service, balancer } = program;
  const others = replicaNames(program).slice(1);
  return [
    { ...service, name },
    ...others.map((other) => ({ ...service, name: other })),
    ...(balancer === null ? [] : [{ ...balancer, name: `${name}-balancer` }]),
  ];
}

/** What the requests go to: the balancer, where there is one. */
export function frontOf(lane: HandLane): NamedProgram {
  const all = laneContainers(lane);
  return lane.program.balancer === null ? all[0] : (all.at(-1) ?? all[0]);
}
