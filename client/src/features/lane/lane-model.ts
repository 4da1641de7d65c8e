import { terminationCommandLine } from '#protocol/command-line.ts';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { Termination } from '#protocol/termination.ts';

/** A lane as the page draws it: of a run, or of a scenario that was not started yet. */
export interface LaneModel extends Pick<LaneView, 'id' | 'label' | 'termination' | 'container' | 'preStop'> {
  /** `unknown`: its run is over, and nobody saw the end of its container. `removed`: the lab took it away before it had ended. */
  state: LaneState | 'planned' | 'unknown' | 'removed';
  /** The run's own view; null before there is a run. */
  view: LaneView | null;
  /** The lane's own termination by its scenario, whatever was sent. */
  planned: Termination;
}

/** `Lane A` */
export function laneTitle(id: LaneModel['id']): string {
  return say('Lane {lane}', { lane: id.toUpperCase() });
}

/** @param run the run that the lane is of */
export function runningLane(view: LaneView, run: Pick<RunView, 'status'>, scenario: ScenarioView | null): LaneModel {
  const planned = scenario?.lanes.find(({ id }) => id === view.id)?.termination ?? view.termination;
  return { ...view, view, planned, state: shownState(view, isOver(run)) };
}

function shownState({ state, exit }: LaneView, isRunOver: boolean): LaneModel['state'] {
  if (state === 'exited') return exit === undefined ? 'removed' : 'exited';
  return isRunOver && state !== 'failed' ? 'unknown' : state;
}

export function plannedLane(
  lane: ScenarioView['lanes'][number],
  { containers }: Pick<ScenarioView, 'containers'>,
): LaneModel {
  // A run gives the container its name: until then there is only its shape.
  const name = `lab-…-${lane.id}`;
  const { faults = {}, offPath = null } = containers[lane.container] ?? {};
  const waitSeconds = lane.preStopSeconds;
  const preStop = offPath === null || !waitSeconds ? undefined : { offPath, waitSeconds };
  return {
    id: lane.id,
    label: lane.label,
    state: 'planned',
    termination: lane.termination,
    planned: lane.termination,
    view: null,
    preStop,
    container: {
      name,
      image: lane.container,
      summary: lane.summary,
      commandLine: terminationCommandLine(lane.termination, { name, url: null, faults, preStop }),
      knobs: lane.knobs,
      url: null,
      healthPath: '/',
      proxied: false,
      standInFor: null,
      faults,
      others: plannedOthers(lane, name),
    },
  };
}

function plannedOthers({ replicas, balancer }: ScenarioView['lanes'][number], name: string) {
  const beside = Array.from({ length: replicas - 1 }, (_, index) => {
    return { name: `${name}-${index + 2}`, role: 'replica' as const };
  });
  return balancer === undefined ? beside : [...beside, { name: `${name}-balancer`, role: 'balancer' as const }];
}
