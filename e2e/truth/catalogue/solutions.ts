import { setTimeout as delay } from 'node:timers/promises';
import { checkTask } from '#protocol/lesson/check-task.ts';
import type { Task } from '#protocol/lesson/lesson.ts';
import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { LabApi } from '../../support/api.ts';

const LOOK_EVERY_MS = 50;
/** From the first answers to the end, so that the traffic is what it stays. */
const SETTLE_MS = 1_500;
/** For a condition that cannot come, such as a request in flight where a handler answers at once. */
const CONDITION_MS = 6_000;
const PATIENCE_MS = 90_000;
/** A signal hits a moment that nobody chose: a learner may need a second try, too. */
const TRIES = 3;

/** What came of a task's solution. */
export interface SolutionResult {
  scenarioId: string;
  solved: boolean;
  /** What was missing, a line a try. */
  misses: string[];
}

/** Turns what the solution of a scenario's task says, makes runs of it, and has them checked as the page does, until one is enough. */
export async function trySolution(
  lab: Pick<LabApi, 'call'>,
  { id: scenarioId }: ScenarioView,
  task: Task,
): Promise<SolutionResult> {
  const misses: string[] = [];
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const run = await carryOut(lab, scenarioId, task);
    const checked = checkTask(task, run);
    if (checked.state === 'done') return { scenarioId, solved: true, misses };
    misses.push(`try ${tries}, run ${run.id}: ${checked.misses.join(' ')}`);
  }
  return { scenarioId, solved: false, misses };
}

async function carryOut(lab: Pick<LabApi, 'call'>, scenarioId: string, { solution, want }: Task): Promise<RunView> {
  const { traffic, lanes } = solution;
  const made = await lab.call('POST', '/api/runs', { scenarioId, traffic, lanes });
  if (!made.ok) throw new Error(`${scenarioId}: ${await made.text()}`);
  const { id }: RunView = await made.json();
  await until(lab, id, ({ status }) => status === 'ready');
  await command(lab, `/api/runs/${id}/start`);
  await until(lab, id, (view) => view.lanes.every(({ counts }) => counts.completed >= 2));
  await delay(SETTLE_MS);
  // The task tells when to end: while so many are in flight.
  await until(
    lab,
    id,
    (view) => view.lanes.every((lane) => isBusyEnough(want[lane.id]?.inFlight, lane.counts.inFlight)),
    CONDITION_MS,
  );
  await command(lab, `/api/runs/${id}/terminate`);
  return await until(lab, id, ({ status }) => status === 'finished' || status === 'invalid');
}

/** Whether a lane has as many requests in flight as a task wants; anything will do where it says nothing. */
export function isBusyEnough(range: { min: number; max: number } | undefined, inFlight: number): boolean {
  return range === undefined || (inFlight >= range.min && inFlight <= range.max);
}

/** @param limitMs after which it goes on all the same, where there is one */
async function until(
  lab: Pick<LabApi, 'call'>,
  id: string,
  condition: (view: RunView) => boolean,
  limitMs?: number,
): Promise<RunView> {
  const deadline = performance.now() + (limitMs ?? PATIENCE_MS);
  for (;;) {
    const view: RunView = await (await lab.call('GET', `/api/runs/${id}`)).json();
    if (condition(view)) return view;
    if (performance.now() > deadline) {
      if (limitMs !== undefined) return view;
      throw new Error(`The run ${id} of ${view.scenarioId} is still ${view.status} after ${PATIENCE_MS} ms.`);
    }
    await delay(LOOK_EVERY_MS);
  }
}

async function command(lab: Pick<LabApi, 'call'>, path: string): Promise<void> {
  const response = await lab.call('POST', path);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
}
