import { isDeepStrictEqual } from 'node:util';
import type { LaneView } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { english, said } from '#protocol/language/say.ts';
import type { Trial, TrialLane } from '#protocol/repeat.ts';
import type { Counts } from '#protocol/request.ts';
import type { ErrorRecord } from '#protocol/result.ts';
import type { Lane } from './lane.ts';
import type { LanePlan } from './lane-plan.ts';
import type { Run } from './run.ts';

/** What a trial came to that was not stopped. */
export type Measurement =
  | Pick<Extract<Trial, { state: 'measured' }>, 'state' | 'momentMs' | 'lanes'>
  | Pick<Extract<Trial, { state: 'broken' }>, 'state' | 'reason'>;

/**
 * What a run that is over says of its lanes, if it is a whole trial: every lane ended by the termination that the scenario plans
 * for it, sent by the lab, and observed to its last log line. Anything else would count other things among the lost.
 */
export function measure(run: Run): Measurement {
  const view = run.view();
  const { trafficStartedAtMs = 0 } = view;
  if (view.status === 'invalid')
    return brokenFor('run-invalid', said('The run could not be observed to its end.'), view.error);
  const [why] = run.lanes.flatMap((lane, index) => whyNotWhole(lane, view.lanes[index]) ?? []);
  if (why !== undefined) return brokenFor('not-as-planned', why);
  const moments = view.lanes.map(({ terminatedAtMs }) => terminatedAtMs ?? Number.NaN);
  return {
    state: 'measured',
    momentMs: Math.min(...moments) - trafficStartedAtMs,
    lanes: view.lanes.map((lane) => measureLane(lane, run.lane(lane.id).counts())),
  };
}

function whyNotWhole({ title: lane, plan }: Lane, view: LaneView | undefined): Said | null {
  if (plan.runsOn) return whyNotRanOn(lane, plan, view);
  if (view?.exit === undefined)
    return said('{lane} was removed before it had ended: its run was finished by hand.', { lane });
  const { exit, wasSent, logComplete } = view;
  if (exit.endedBy === 'outside') return said('{lane} was ended from outside the lab.', { lane });
  if (!wasSent) return said('{lane} ended before the signal came.', { lane });
  if (!isAsPlanned(plan, view)) return said('{lane} was ended in another way than its scenario plans.', { lane });
  if (!logComplete)
    return said('The log of {lane} could not be read to its end: what was lost is not known for sure.', { lane });
  return null;
}

/** For a lane that is to go on running, whatever it is sent. */
function whyNotRanOn(lane: Said, plan: LanePlan, view: LaneView | undefined): Said | null {
  if (view?.exit !== undefined) return said('{lane} ended, and its scenario says that it runs on.', { lane });
  if (view?.wasSent !== true) return said('{lane} was sent nothing: its run was finished by hand.', { lane });
  return isAsPlanned(plan, view) ? null : said('{lane} was sent something else than its scenario plans.', { lane });
}

/** Whether it was sent what its scenario plans, and nothing after it. */
function isAsPlanned(plan: LanePlan, { wasSent, followedAtMs, termination }: LaneView): boolean {
  return wasSent && followedAtMs === undefined && isDeepStrictEqual(termination, plan.termination);
}

function measureLane({ id, exit, verdict }: LaneView, counts: Counts): TrialLane {
  const { inFlight, serverErrors, ...outcomes } = counts;
  const promises = Object.fromEntries((verdict?.promises ?? []).map((promise) => [promise.id, promise.state]));
  return { id, counts: outcomes, exitCode: exit?.exitCode ?? null, durationMs: exit?.durationMs ?? null, promises };
}

function brokenFor(code: string, reason: Said, error?: ErrorRecord): Measurement {
  return { state: 'broken', reason: error ?? { code, message: english(reason), said: reason } };
}
