import type { Verdict } from '#protocol/lane.ts';
import { judgeInFlightAnswered, judgeNoConnectionCut } from './connection-promises.ts';
import { judgeExitWithinGrace, judgeNoSigkill } from './exit-promises.ts';
import type { LaneFacts } from './lane-facts.ts';
import { judgeAcknowledgedSurvives } from './survival-promise.ts';

export type { LaneFacts } from './lane-facts.ts';

/**
 * What a lane's facts say of every promise that a graceful shutdown makes. The exit code has no part in it: a server can exit 0
 * and lose its backlog. A promise once broken stays broken whatever else becomes known.
 */
export function judge(facts: LaneFacts): Verdict {
  return {
    promises: [
      judgeInFlightAnswered(facts),
      judgeNoConnectionCut(facts),
      judgeExitWithinGrace(facts),
      judgeNoSigkill(facts),
      judgeAcknowledgedSurvives(facts),
    ],
  };
}
