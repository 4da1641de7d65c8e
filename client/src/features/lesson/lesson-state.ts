import type { LessonProgress } from '#protocol/lesson/progress.ts';
import type { Step } from '#protocol/lesson/steps.ts';
import { STEPS } from '#protocol/lesson/steps.ts';

export type StepState = 'done' | 'current' | 'ahead';

/** Where a learner stands among the steps of a lesson. */
export function stepStates(current: Step, lesson: LessonProgress): Record<Step, StepState> {
  const isDone: Record<Step, boolean> = {
    predict: lesson.prediction !== null || lesson.skipped,
    run: lesson.runId !== null,
    look: lesson.seen.includes('look') && lesson.runId !== null,
    explain: lesson.seen.includes('explain') && lesson.runId !== null,
    check: lesson.done,
  };
  const stateOf = (step: Step): StepState => (step === current ? 'current' : isDone[step] ? 'done' : 'ahead');
  return {
    predict: stateOf('predict'),
    run: stateOf('run'),
    look: stateOf('look'),
    explain: stateOf('explain'),
    check: stateOf('check'),
  };
}

/** The step before or after another one; null beyond the ends. */
export function stepBeside(step: Step, by: -1 | 1): Step | null {
  return STEPS[STEPS.indexOf(step) + by] ?? null;
}

/** Where a lesson is taken up again: at its first step that was not gone through. */
export function resumeAt(lesson: LessonProgress): Step {
  if (lesson.prediction === null && !lesson.skipped) return 'predict';
  if (lesson.runId === null) return 'run';
  return STEPS.find((step) => (step === 'look' || step === 'explain') && !lesson.seen.includes(step)) ?? 'check';
}
