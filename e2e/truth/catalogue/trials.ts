import { setTimeout as delay } from 'node:timers/promises';
import type { LaneLogLine } from '#protocol/log.ts';
import type { RepeatView } from '#protocol/repeat.ts';
import { reportSchema } from '#protocol/report.ts';
import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { LabApi } from '../../support/api.ts';
import { claimOf, isUsual, violations } from './claims.ts';
import { missedContrasts } from './contrasts.ts';
import { heldUp } from './held-up.ts';
import type { TrialLane } from './trial-lane.ts';

const LOOK_EVERY_MS = 250;

/** What the trials of a scenario came to. */
export interface ScenarioResult {
  scenario: ScenarioView;
  /** Those that count. */
  trials: { lanes: TrialLane[] }[];
  /** Trials that say nothing, because the machine was held up in the moment of the signal: each with the reason. */
  void: string[];
  /** What was claimed and not seen, each with its trial and lane; and trials that were broken. */
  faults: string[];
}

/** A machine that is held up in every other trial measures nothing. */
const MAX_ROUNDS = 4;

/**
 * Runs a scenario many times as the lab's own Repeat does, the signal at a random moment, and holds every trial against what the
 * scenario claims: each claim in each trial, what is usual in one trial of three at least, and how the lanes differ in the sum of all. Void trials are made up for.
 */
export async function tryScenario(
  lab: Pick<LabApi, 'call'>,
  scenarioId: string,
  trials: number,
): Promise<ScenarioResult> {
  const scenario: ScenarioView = await (await lab.call('GET', `/api/scenarios/${scenarioId}`)).json();
  const result: ScenarioResult = { scenario, trials: [], void: [], faults: [] };
  for (let round = 1; result.trials.length < trials && result.faults.length === 0; round += 1) {
    if (round > MAX_ROUNDS) {
      result.faults.push(`only ${result.trials.length} of ${trials} trials: the machine was held up in the others`);
      break;
    }
    // A repeat is of two trials at least.
    await tryRound(lab, result, Math.max(2, trials - result.trials.length));
  }
  const usual = result.trials.filter(({ lanes }) =>
    lanes.every((lane) => isUsual(claimOf(scenario, lane.view.id), lane)),
  ).length;
  if (usual * 3 < result.trials.length)
    result.faults.push(`what is usual was seen in ${usual} of ${result.trials.length} trials`);
  result.faults.push(...missedContrasts(scenario, result.trials));
  return result;
}

async function tryRound(lab: Pick<LabApi, 'call'>, result: ScenarioResult, trials: number): Promise<void> {
  const { scenario, faults } = result;
  const repeat = await carryOut(lab, scenario.id, trials);
  for (const trial of repeat.results) {
    const name = `repeat ${repeat.id}, trial ${trial.number}`;
    if (trial.state !== 'measured') {
      faults.push(`${name}: ${trial.state === 'broken' ? trial.reason.message : 'it was stopped'}`);
      continue;
    }
    const lanes = await lanesOf(lab, trial.runId);
    const reason = heldUp(lanes);
    if (reason !== null) {
      result.void.push(`${name}: ${reason}`);
      continue;
    }
    for (const lane of lanes) {
      const where = `${name} (run ${trial.runId}), lane ${lane.view.id}`;
      faults.push(...violations(claimOf(scenario, lane.view.id), lane).map((words) => `${where}: ${words}`));
    }
    result.trials.push({ lanes });
  }
  if (repeat.results.length < trials)
    faults.push(`only ${repeat.results.length} of ${trials} trials: ${repeat.stopReason}`);
}

async function carryOut(lab: Pick<LabApi, 'call'>, scenarioId: string, trials: number): Promise<RepeatView> {
  const made = await lab.call('POST', '/api/repeats', { scenarioId, trials });
  if (!made.ok) throw new Error(`${scenarioId}: ${await made.text()}`);
  const { id }: RepeatView = await made.json();
  for (;;) {
    const repeat: RepeatView = await (await lab.call('GET', `/api/repeats/${id}`)).json();
    if (repeat.status !== 'running') return repeat;
    await delay(LOOK_EVERY_MS);
  }
}

/** The lanes of a run that is over, from its report: rows and logs whole. */
async function lanesOf(lab: Pick<LabApi, 'call'>, runId: string): Promise<TrialLane[]> {
  const view: RunView = await (await lab.call('GET', `/api/runs/${runId}`)).json();
  const report = reportSchema.parse(await (await lab.call('GET', `/api/runs/${runId}/report`)).json());
  return view.lanes.map((lane, index) => {
    const { requests = [], log = [] } = report.lanes[index] ?? {};
    return {
      view: lane,
      rows: requests,
      log: log
        .filter(isOwnLine)
        .map(({ text }) => text)
        .join('\n'),
    };
  });
}

/** Of the container that is ended: what the lab did, and what others printed, prove nothing of it. */
function isOwnLine({ stream, from }: LaneLogLine): boolean {
  return stream !== 'lab' && from === undefined;
}
