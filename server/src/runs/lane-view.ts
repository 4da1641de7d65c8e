import type { LaneView, PrepareStep, Survival, Verdict } from '#protocol/lane.ts';
import { told } from '#protocol/language/say.ts';
import type { Counts } from '#protocol/request.ts';
import { turnedKnobs } from '#protocol/runtime-knobs.ts';
import type { PrepareProgress } from '../engines/engine.ts';
import type { LaneFacts } from '../ledger/verdict.ts';
import type { Fleet } from './fleet.ts';
import { fleetNames } from './fleet.ts';
import type { LaneExit } from './lane-exit.ts';
import type { LanePlan } from './lane-plan.ts';
import type { LaneStanding } from './lane-standing.ts';
import type { LaneTermination } from './lane-termination.ts';

/** What a lane shows, from its parts. */
export interface ShownLane {
  plan: LanePlan;
  /** The name of the container that is ended; the others' are made from it. */
  name: string;
  endLabel: string;
  fleet: Fleet | null;
  isOver: boolean;
  standing: LaneStanding;
  termination: LaneTermination;
  exit: LaneExit;
  facts: LaneFacts;
  survival: Survival | null;
  logLines: number;
  counts: Counts;
  verdict: Verdict | undefined;
}

export function viewLane(lane: ShownLane): LaneView {
  const { plan, standing, facts, counts, verdict, logLines, endLabel } = lane;
  const { readinessOffAt, termination } = lane.termination;
  return {
    id: plan.id,
    label: plan.label,
    endLabel,
    state: standing.state,
    container: viewContainer(lane),
    termination,
    preStop: plan.preStop ?? undefined,
    readinessOffAtMs: readinessOffAt ?? undefined,
    terminatedAtMs: facts.terminatedAt ?? undefined,
    wasSent: facts.termination !== null,
    acceptedAtMs: facts.acceptedAt ?? undefined,
    followedAtMs: facts.followedAt ?? undefined,
    exitedAtMs: facts.exitedAt ?? undefined,
    exit: facts.exit ?? undefined,
    cameBackAtMs: lane.exit.cameBackAt ?? undefined,
    logComplete: facts.logComplete,
    survival: lane.survival ?? undefined,
    logLines,
    progress: standing.progress === null ? undefined : viewProgress(standing.progress),
    error: standing.error?.toRecord(),
    counts,
    verdict,
  };
}

function viewProgress({ said, ...step }: PrepareProgress): PrepareStep {
  return { ...step, text: told(said) };
}

function viewContainer({ plan, name, fleet, isOver, facts, termination }: ShownLane): LaneView['container'] {
  const { container, settings, runtime, balancer, standInFor } = plan;
  return {
    name,
    image: fleet?.service.image ?? container.name,
    summary: settings.summary,
    said: settings.said,
    commandLine: termination.commandLine,
    knobs: { ...settings.values, ...balancer?.settings.values, ...turnedKnobs(runtime) },
    url: isOver ? null : (fleet?.url ?? null),
    healthPath: container.healthPath,
    proxied: facts.proxied,
    standInFor,
    faults: container.faults,
    others: fleetNames(plan, name).map((other) => ({ name: other.name, role: other.role })),
  };
}
