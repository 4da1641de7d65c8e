import { say, sayCount } from '../language/say.ts';
import type { RunView } from '../run.ts';
import { missesOf } from './lane-misses.ts';
import type { Task } from './lesson.ts';
import { whyNoProof } from './run-proof.ts';

export interface TaskState {
  state: 'not-tried' | 'missed' | 'done';
  /** What is missing, each in a sentence; why it was not tried, where it was not. */
  misses: string[];
}

/**
 * Whether a run fulfils a task. It looks at the run alone: who made it and how it was ended does not matter, and a run that proves
 * nothing is no try.
 */
export function checkTask(task: Pick<Task, 'want' | 'maxChanges'>, run: RunView | null): TaskState {
  const why = whyNoProof(run);
  if (run === null || why !== null) return { state: 'not-tried', misses: [why ?? ''] };
  const wanted = Object.entries(task.want);
  const unfinished = wanted.flatMap(([id, want]) => {
    const lane = run.lanes.find((each) => each.id === id);
    const letter = id.toUpperCase();
    if (lane === undefined || lane.terminatedAtMs === undefined)
      return [say('Lane {lane} was not ended in this run.', { lane: letter })];
    if (lane.exit === undefined && want.exitCode !== 'never')
      return [say('Lane {lane} had not ended when the run was finished.', { lane: letter })];
    if (lane.counts.completed > 0) return [];
    return [say('Lane {lane} was ended before it had answered a request.', { lane: letter })];
  });
  if (unfinished.length > 0) return { state: 'missed', misses: unfinished };
  const misses = wanted.flatMap(([id, want]) => {
    const lane = run.lanes.find((each) => each.id === id);
    return lane === undefined ? [] : missesOf(want, run, lane);
  });
  const { maxChanges } = task;
  if (maxChanges !== undefined && run.changes.length > maxChanges)
    misses.push(tooManyText(run.changes.length, maxChanges));
  return { state: misses.length === 0 ? 'done' : 'missed', misses };
}

function tooManyText(count: number, most: number): string {
  return sayCount(
    count,
    '{count} thing was turned; no more than {most} may be.',
    '{count} things were turned; no more than {most} may be.',
    { most },
  );
}
