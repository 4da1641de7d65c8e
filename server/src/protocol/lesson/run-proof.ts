import type { LaneView } from '../lane.ts';
import { say } from '../language/say.ts';
import type { Comparison, RunView } from '../run.ts';

type ComparedLane = Comparison['lanes'][number];

/** So long must a container have gone on after a signal before it counts as one that does not end by it, in milliseconds. */
export const NEVER_AFTER_MS = 3_000;

/** Why a run proves nothing, or nothing yet; null where it can be judged. */
export function whyNoProof(run: RunView | null): string | null {
  if (run === null) return say('There is no run yet.');
  if (run.status === 'invalid' || run.status === 'interrupted')
    return say('The run could not be observed to its end: it proves nothing.');
  if (run.status !== 'finished') return say('The run goes on.');
  if (run.trafficStartedAtMs === undefined) return say('No request was sent in this run.');
  if (run.lanes.every(({ terminatedAtMs }) => terminatedAtMs === undefined))
    return say('The run was finished before a container was ended.');
  return null;
}

/** How a lane of a finished run ended: its exit code, `never` where it outlived its signal, or nobody knows. */
export function endOf(run: RunView, lane: LaneView): number | 'never' | 'unknown' {
  if (lane.exit !== undefined) return lane.exit.exitCode ?? 'unknown';
  const after = outlivedMs(run, lane);
  // A stop ends its container sooner or later: who finished the run before did not see it.
  if (after === null || lane.termination.kind !== 'kill' || after < NEVER_AFTER_MS) return 'unknown';
  return 'never';
}

/** How long a lane that has no exit had gone on after its signal when the run was finished, in milliseconds. */
export function outlivedMs({ events }: RunView, { exit, terminatedAtMs }: LaneView): number | null {
  const finished = events.find(({ kind }) => kind === 'run:finished');
  if (exit !== undefined || terminatedAtMs === undefined || finished === undefined) return null;
  return finished.at - terminatedAtMs;
}

/** What the comparison has of a lane. */
export function comparedLane(run: RunView, lane: LaneView): ComparedLane | null {
  return run.comparison?.lanes.find(({ laneId }) => laneId === lane.id) ?? null;
}

/** How many of the requests that it lost a lane's service carried out twice, because its client sent them again; null where nobody asked. */
export function duplicatedIn({ survival }: LaneView): number | null {
  if (survival === undefined || 'error' in survival) return null;
  return survival.retried?.duplicated ?? null;
}
