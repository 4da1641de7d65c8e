import { terminationCommandLine } from '#protocol/command-line.ts';
import type { LaneState, LaneView } from '#protocol/lane.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { Termination } from '#protocol/termination.ts';

/** A lane as the page draws it: of a run, or of a scenario that was not started yet. */
export interface LaneModel extends Pick<LaneView, 'id' | 'label' | 'termination' | 'container'> {
  state: LaneState | 'planned';
  /** The run's own view; null before there is a run. */
  view: LaneView | null;
  /** The lane's own termination by its scenario, whatever was sent. */
  planned: Termination;
}

/** `Lane A` */
export function laneTitle(id: LaneModel['id']): string {
  return `Lane ${id.toUpperCase()}`;
}

export function runningLane(view: LaneView, scenario: ScenarioView | null): LaneModel {
  const planned = scenario?.lanes.find(({ id }) => id === view.id)?.termination ?? view.termination;
  return { ...view, view, planned };
}

export function plannedLane(lane: ScenarioView['lanes'][number]): LaneModel {
  // A run gives the container its name: until then there is only its shape.
  const name = `lab-…-${lane.id}`;
  return {
    id: lane.id,
    label: lane.label,
    state: 'planned',
    termination: lane.termination,
    planned: lane.termination,
    view: null,
    container: {
      name,
      image: lane.container,
      summary: lane.summary,
      commandLine: terminationCommandLine(lane.termination, name),
      knobs: lane.knobs,
      url: null,
      healthPath: '/',
      proxied: false,
      standInFor: null,
    },
  };
}
