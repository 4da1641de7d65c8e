import { changeWords } from '../change-words.ts';
import { say } from '../language/say.ts';
import type { RunView } from '../run.ts';
import { checkTask } from './check-task.ts';
import type { Task } from './lesson.ts';
import { whyNoProof } from './run-proof.ts';

/**
 * The hints for a task as things stand, to be given one at a time: first where the learner is, from the run and what is turned; then
 * the author's, without those that are followed already. None once the task is done.
 * @param run the newest run of the scenario; null where there is none
 * @param turned names of the knobs that are turned on the page now
 */
export function hintsFor(task: Task, run: RunView | null, turned: readonly string[]): string[] {
  if (checkTask(task, run).state === 'done') return [];
  const ofRun = run?.changes.map(({ name }) => (name === 'termination' ? 'gracePeriodSeconds' : name)) ?? [];
  const known = new Set([...turned, ...ofRun]);
  const authors = task.hints
    .filter(({ unless }) => unless === undefined || !known.has(unless))
    .map(({ text }) => text);
  return [whereYouAre(task, run, turned, ofRun), ...authors];
}

function whereYouAre(task: Task, run: RunView | null, turned: readonly string[], ofRun: readonly string[]): string {
  const isGoing = run !== null && (run.status === 'preparing' || run.status === 'ready' || run.status === 'running');
  if (isGoing) return say('A run goes on: end its lanes, and the check looks at what came of it.');
  const { maxChanges } = task;
  if (maxChanges !== undefined && turned.length > maxChanges)
    return say('You have turned {turned} things; {most} is enough. Turn the others back in Settings.', {
      turned: turned.length,
      most: maxChanges,
    });
  if (turned.length > 0 && !turned.every((name) => ofRun.includes(name)))
    return say('You have turned something since the last run: start anew, end the lanes, and see what it does.');
  if (run === null || whyNoProof(run) !== null)
    return turned.length > 0
      ? say('Start the lanes with what you turned, let some requests pass, then end them.')
      : say(
          'Open Settings, turn something, start the lanes and end them. A guess that misses teaches as much as one that hits.',
        );
  if (run.changes.length === 0)
    return say('The last run was made as the scenario is written. Reset it, and turn something in Settings.');
  return say('The last run was made with: {changes}. Look at what is still missing above.', {
    changes: changeWords(run.changes).join(', '),
  });
}
