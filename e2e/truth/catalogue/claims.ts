import type { Expectation } from '#protocol/expectation.ts';
import type { LaneView } from '#protocol/lane.ts';
import type { Scenario } from '#protocol/scenario.ts';
import type { Figure } from './figures.ts';
import { FIGURES } from './figures.ts';
import type { TrialLane } from './trial-lane.ts';

interface Range {
  min: number;
  max: number;
}

/** What of a scenario's claims a lane does not show, each in a sentence; empty where it shows all of them. */
export function violations(claim: Expectation, lane: TrialLane): string[] {
  const { view } = lane;
  const found: string[] = [...sums(lane)];
  const miss = (what: string, expected: unknown, seen: unknown) =>
    found.push(`${what}: ${show(expected)} is claimed, ${show(seen)} was seen`);
  for (const figure of FIGURES) {
    const range = rangeOf(claim, figure);
    if (range === undefined) continue;
    const seen = figure.of(lane);
    if (seen === null || seen < range.min || seen > range.max) miss(figure.label, range, seen);
  }
  if (claim.exitCode === 'never' && view.exit !== undefined) miss('exit code', 'none', view.exit.exitCode);
  if (claim.forced !== undefined && view.exit?.forced !== claim.forced)
    miss('forced', claim.forced, view.exit?.forced);
  if (claim.oomKilled !== undefined && view.exit?.oomKilled !== claim.oomKilled)
    miss('OOMKilled', claim.oomKilled, view.exit?.oomKilled);
  if (claim.cameBack !== undefined && (view.cameBackAtMs !== undefined) !== claim.cameBack)
    miss('came back', claim.cameBack, view.cameBackAtMs !== undefined);
  found.push(...promiseViolations(claim.promises, view));
  for (const text of claim.logHas) if (!lane.log.includes(text)) found.push(`the log lacks “${text}”`);
  for (const text of claim.logLacks) if (lane.log.includes(text)) found.push(`the log has “${text}”`);
  return found;
}

/** Whether a lane shows what nearly every trial shows. */
export function isUsual({ usually }: Expectation, lane: TrialLane): boolean {
  if (usually === undefined) return true;
  const isWithin = FIGURES.every((figure) => {
    const range = rangeOf(usually, figure);
    const seen = figure.of(lane);
    return range === undefined || (seen !== null && seen >= range.min && seen <= range.max);
  });
  return isWithin && promiseViolations(usually.promises, lane.view).length === 0;
}

/** The claim of a lane. @throws Error where the scenario has no such lane */
export function claimOf({ id, lanes }: Scenario, laneId: string): Expectation {
  const lane = lanes.find((candidate) => candidate.id === laneId);
  if (lane === undefined) throw new Error(`The scenario ${id} says nothing of lane ${laneId}.`);
  return lane.expect;
}

/** The range that is claimed of a figure; undefined where nothing is. */
export function rangeOf(claim: Expectation | Expectation['usually'], { claimed }: Figure): Range | undefined {
  const range = claim === undefined ? undefined : Object.entries(claim).find(([name]) => name === claimed)?.[1];
  return isRange(range) ? range : undefined;
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'min' in value && 'max' in value;
}

/** `due = completed + refused + cut + timed-out + not-sent`, and the rows say the same. */
function sums({ view: { counts }, rows }: TrialLane): string[] {
  const found: string[] = [];
  const sum = counts.completed + counts.refused + counts.cut + counts.timedOut + counts.notSent;
  if (counts.due !== sum) found.push(`due is ${counts.due}, the outcomes add up to ${sum}`);
  if (counts.due !== rows.length) found.push(`due is ${counts.due}, and there are ${rows.length} rows`);
  if (counts.inFlight !== 0) found.push(`${counts.inFlight} requests are still in flight`);
  const lost = rows.filter(({ outcome }) => outcome === 'cut' || outcome === 'timed-out').length;
  if (counts.lost?.total !== lost)
    found.push(`lost is ${counts.lost?.total ?? 'unknown'}, and ${lost} rows are cut or timed out`);
  return found;
}

function promiseViolations(claimed: Expectation['promises'], { verdict, state }: LaneView): string[] {
  return Object.entries(claimed ?? {}).flatMap(([id, expected]) => {
    const promise = verdict?.promises.find((candidate) => candidate.id === id);
    if (promise?.state === expected) return [];
    const seen = promise === undefined ? `no verdict (${state})` : `${promise.state} (${promise.evidence})`;
    return [`${id}: ${expected} is claimed, ${seen} was seen`];
  });
}

function show(value: unknown): string {
  if (!isRange(value)) return String(value);
  return value.min === value.max ? String(value.min) : `${value.min} to ${value.max}`;
}
