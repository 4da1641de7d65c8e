import type { Comparison } from '#protocol/run.ts';
import type { ComparedLane } from './compared-lane.ts';
import { isSettled } from './compared-lane.ts';
import { splitAtSignal } from './flight.ts';
import type { LaneFacts } from './lane-facts.ts';
import { latencyOf } from './latency.ts';
import { tellDifference } from './sentence.ts';

/** Puts the lanes of a run side by side. */
export function compare(lanes: readonly ComparedLane[]): Comparison {
  return {
    final: lanes.length > 0 && lanes.every(isSettled),
    sentence: tellDifference(lanes),
    lanes: lanes.map(compareLane),
  };
}

function compareLane({
  laneId,
  label,
  facts,
  counts,
  verdict,
  closed,
  unobserved,
}: ComparedLane): Comparison['lanes'][number] {
  const { terminatedAt, exit } = facts;
  const split = splitAtSignal(facts);
  const inFlight = split['in-flight'];
  const { after } = split;
  return {
    laneId,
    label,
    due: counts.due,
    completed: counts.completed,
    refused: counts.refused,
    cut: counts.cut,
    timedOut: counts.timedOut,
    notSent: counts.notSent,
    lost: unobserved === true ? null : counts.lost,
    serverErrors: counts.serverErrors,
    sentAgain: sentAgainIn(facts),
    inFlightAtSignal:
      terminatedAt === null ? { total: 0, answered: 0 } : { total: inFlight.total, answered: inFlight.answered },
    afterSignal: {
      answered: after.answered,
      lost: unobserved === true ? null : after.cut + after.untold + after.timedOut + after.givenUp,
      refused: after.refused,
    },
    closed: closed === true,
    latency: latencyOf(facts),
    exitCode: exit?.exitCode ?? null,
    durationMs: exit?.durationMs ?? null,
    exit,
    sent: facts.termination,
    promises: Object.fromEntries((verdict?.promises ?? []).map(({ id, state }) => [id, state])),
  };
}

function sentAgainIn({ survival }: LaneFacts): Comparison['lanes'][number]['sentAgain'] {
  if (survival === null || 'error' in survival || survival.retried === undefined) return null;
  const { sent, duplicated } = survival.retried;
  return { sent, duplicated };
}
