import type { LaneId } from '#protocol/ids.ts';
import { LANE_IDS } from '#protocol/ids.ts';
import type { Trial, TrialLane } from '#protocol/repeat.ts';

/** A trial that was measured, for tests: what each lane lost. */
export function measuredTrial(number: number, lost: Partial<Record<LaneId, number>>, unknown = 0): Trial {
  const lanes = LANE_IDS.flatMap((id) => {
    const count = lost[id];
    return count === undefined ? [] : [laneThatLost(id, count, unknown)];
  });
  const runId = number.toString(16).padStart(8, '0');
  return { state: 'measured', number, jitterMs: 400, tookMs: 6_000, runId, momentMs: 1_900, lanes };
}

export function brokenTrial(number: number): Trial {
  const reason = { code: 'engine-failed', message: 'The container did not answer.' };
  return { state: 'broken', number, jitterMs: 0, tookMs: 900, runId: null, reason };
}

function laneThatLost(id: LaneId, lost: number, unknown: number): TrialLane {
  return {
    id,
    counts: {
      due: 40,
      completed: 30 - lost,
      refused: 10,
      cut: lost,
      timedOut: 0,
      notSent: 0,
      lost: { total: lost, unread: 0, interrupted: lost - unknown, unacknowledged: 0, unknown },
    },
    exitCode: 0,
    durationMs: 300,
    promises: { 'no-sigkill': 'kept' },
  };
}
