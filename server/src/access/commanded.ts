import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';
import type { History } from '../history/history.ts';
import type { Repeats } from '../runs/repeats.ts';
import type { Run } from '../runs/run.ts';
import type { Runs } from '../runs/runs.ts';
import type { WatchableRepeat } from '../runs/watchable-repeat.ts';
import { assertMayCommand } from './learner.ts';

/** Where a lab has its runs. */
interface Shelf {
  readonly runs: Runs;
  readonly history: History;
}

/** Lets a learner pass who may rename or remove a run, whether it goes on or not. @throws LabError `not-found`, `not-yours` */
export function assertOwnRun({ history }: Pick<Shelf, 'history'>, id: string, learner: string | null): void {
  assertMayCommand(history.ownerOf(id), learner);
}

/** A run that a learner may command. @throws LabError `not-found`, `not-yours`; `run-over` where it is kept, and no more */
export function goingRun(shelf: Shelf, id: string, learner: string | null): Run {
  assertOwnRun(shelf, id, learner);
  const run = shelf.runs.find(id);
  if (run !== null) return run;
  throw new LabError('run-over', said('This run is over: its containers are gone. Start a new one to try again.'));
}

/** A repeat that a learner may stop or remove. @throws LabError `not-found`, `not-yours` */
export function ownRepeat(
  { repeats }: { readonly repeats: Repeats },
  id: string,
  learner: string | null,
): WatchableRepeat {
  const repeat = repeats.get(id);
  assertMayCommand(repeat.owner, learner, 'repeat');
  return repeat;
}
