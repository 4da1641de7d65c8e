import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';

export type StepState = 'done' | 'current' | 'ahead';

export interface Step {
  words: string;
  state: StepState;
}

/** The steps of a scenario, and where a run stands among them. */
export function steps(view: Pick<RunView, 'status' | 'lanes'> | null, word: 'both' | 'all'): Step[] {
  const current = currentStep(view);
  return [
    say(
      word === 'both'
        ? 'Start both: each lane gets the same requests'
        : 'Start all: each lane gets the same requests',
    ),
    say('Watch them being answered'),
    say(word === 'both' ? 'End both, or one lane at a time' : 'End all, or one lane at a time'),
    say('Compare what each way cost'),
  ].map((words, index) => ({ words, state: index < current ? 'done' : index === current ? 'current' : 'ahead' }));
}

function currentStep(view: Pick<RunView, 'status' | 'lanes'> | null): number {
  if (view === null || view.status === 'preparing' || view.status === 'ready') return 0;
  if (view.status === 'finished') return 3;
  // An invalid run proved nothing: it begins again.
  if (view.status !== 'running') return 0;
  const over = view.lanes.filter(({ state }) => state === 'exited').length;
  if (over === view.lanes.length) return 3;
  const answered = view.lanes.every(({ counts }) => counts.completed > 0);
  return answered || over > 0 ? 2 : 1;
}
