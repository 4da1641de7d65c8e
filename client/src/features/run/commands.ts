import type { LaneId } from '#protocol/ids.ts';
import { say } from '#protocol/language/say.ts';
import type { CreateRun, RunView } from '#protocol/run.ts';
import type { Termination } from '#protocol/termination.ts';
import type { Answer } from '../../lib/socket.ts';
import { ask } from '../../lib/socket.ts';
import type { Busy } from './run-store.ts';
import { openRun, showView, useRun } from './run-store.ts';
import { startWish } from './start-wish.ts';

/** Makes a run that starts as soon as it is ready. Answers with its id, or null where the lab said no and the page says why. */
export async function createRun(command: CreateRun): Promise<string | null> {
  const answer = await during('starting', () => ask((socket) => socket.emitWithAck('run:create', command)));
  if (!answer.ok) return null;
  startWish.make(answer.data.id);
  // Shown at once: the page never goes blank between two addresses.
  openRun(answer.data.id);
  showView(answer.data);
  return answer.data.id;
}

/** Begins the traffic of every lane. */
export async function startRun(runId: string): Promise<void> {
  await during('starting', () => ask((socket) => socket.emitWithAck('run:start', { runId })));
}

/** Sends every lane its own termination. */
export async function endRun(runId: string): Promise<void> {
  await during('ending', () => ask((socket) => socket.emitWithAck('run:terminate', { runId })));
}

/** Ends a run that the learner turns away from; it stays in the history. The page has moved on and does not wait. */
export async function finishRun(runId: string): Promise<void> {
  const finished = await ask((socket) => socket.emitWithAck('run:finish', { runId }));
  // A run that is over, or was removed, needs no end.
  if (finished.ok || finished.code === 'run-over' || finished.code === 'not-found') return;
  useRun.setState({ failure: say('The run {run} could not be ended: {why}', { run: runId, why: finished.message }) });
}

/** Sends one lane a termination. */
export async function endLane(runId: string, laneId: LaneId, termination: Termination): Promise<void> {
  showLaneFailure(laneId, undefined);
  const answer = await ask((socket) => socket.emitWithAck('lane:terminate', { runId, laneId, termination }));
  if (useRun.getState().runId !== runId) return;
  if (answer.ok) showView(answer.data);
  else showLaneFailure(laneId, answer.message);
}

export function showLaneFailure(laneId: LaneId, failure: string | undefined): void {
  useRun.setState(({ laneFailures }) => ({ laneFailures: { ...laneFailures, [laneId]: failure } }));
}

async function during(busy: Busy, work: () => Promise<Answer<RunView>>): Promise<Answer<RunView>> {
  useRun.setState({ busy, failure: null });
  const answer = await work();
  useRun.setState({ busy: null, failure: answer.ok ? null : answer.message });
  if (answer.ok) showView(answer.data);
  return answer;
}
