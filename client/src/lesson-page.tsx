import { useEffect } from 'react';
import { Link, Redirect } from 'wouter';
import { say } from '#protocol/language/say.ts';
import { checkTask } from '#protocol/lesson/check-task.ts';
import { predictionGap, scoreOf } from '#protocol/lesson/prediction-gap.ts';
import type { Step } from '#protocol/lesson/steps.ts';
import { isStep } from '#protocol/lesson/steps.ts';
import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { CourseLink } from './course-link.tsx';
import { resumeAt } from './features/lesson/lesson-state.ts';
import { isUnlocked, lessonOf, noteLesson, useProgress } from './features/lesson/progress-store.ts';
import { useRun } from './features/run/run-store.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import type { LabFrame } from './lab-frame.ts';
import { LabPage } from './lab-page.tsx';
import { LessonGuide } from './lesson-guide.tsx';

interface LessonPageProps {
  scenarioId: string;
  /** As the address has it; null where it names none. */
  step: string | null;
  /** The run that belongs to it. */
  runId: string | null;
  navigate(address: string, options?: { replace?: boolean }): void;
}

/** The address of a step of a lesson, and of the run that it is about. */
export function lessonAddress(scenarioId: string, step: Step, runId: string | null = null): string {
  return `/learn/${scenarioId}/${step}${runId === null ? '' : `?run=${runId}`}`;
}

/** A scenario as a lesson: the lab's own page, with the lesson in the guide's place. */
export function LessonPage({ scenarioId, step: asked, runId, navigate }: LessonPageProps) {
  const lesson = useProgress(({ progress }) => lessonOf(progress, scenarioId));
  const scenario = useCatalogue(({ lab }) => lab?.scenarios.find(({ id }) => id === scenarioId) ?? null);
  const missing = useRun((state) => state.missing);
  // A spare run has no address: it belongs to the lesson once it is acted on.
  const view = useRun((state) => (state.view !== null && state.view.id === runId ? state.view : null));
  const step = isStep(asked) ? asked : null;
  useNotes(scenarioId, scenario, step, view);
  const isGone = missing !== null && runId !== null && runId === lesson.runId;
  useEffect(() => {
    if (isGone) noteLesson(scenarioId, { runId: null });
  }, [isGone, scenarioId]);

  if (step === null) return <Redirect replace to={resumeAddress(scenarioId, lesson)} />;
  // What is looked at and explained is a run: the lesson's last one, where the address names none.
  const wantsRun = (step === 'look' || step === 'explain') && runId === null && lesson.runId !== null;
  if (wantsRun) return <Redirect replace to={lessonAddress(scenarioId, step, lesson.runId)} />;
  if (view !== null && view.scenarioId !== scenarioId)
    return <Redirect replace to={lessonAddress(scenarioId, step)} />;

  const acting = step === 'predict' ? 'run' : step;
  const frame: LabFrame = {
    runAddress: (id) => lessonAddress(scenarioId, acting, id),
    scenarioAddress: (id) =>
      id === scenarioId ? lessonAddress(scenarioId, step === 'check' ? 'check' : 'run') : `/learn/${id}`,
    lockedBecause:
      isUnlocked(lesson) || scenario === null
        ? null
        : say('Lock in your prediction first, or skip it: step 1 of the lesson'),
    ways: (
      <>
        <CourseLink />
        <Link
          className="button ghost"
          href={runId === null ? `/lab/${scenarioId}` : `/runs/${runId}`}
          title={say('Leaves the lesson: the same without it')}
        >
          {say('Lab')}
        </Link>
      </>
    ),
    // Where there is no such scenario the page says so, and shows another one as it is.
    guide:
      scenario === null
        ? undefined
        : (parts) => (
            <LessonGuide
              {...parts}
              lesson={lesson}
              step={step}
              runId={runId}
              onStep={(next) => navigate(lessonAddress(scenarioId, next, runId))}
              onAnew={() => navigate(lessonAddress(scenarioId, 'predict'))}
              onWithoutRun={() => navigate(lessonAddress(scenarioId, 'check'))}
            />
          ),
  };
  return <LabPage runId={runId} askedScenario={scenarioId} navigate={navigate} frame={frame} />;
}

function resumeAddress(scenarioId: string, lesson: ReturnType<typeof lessonOf>): string {
  const step = resumeAt(lesson);
  const isAboutRun = step === 'look' || step === 'explain';
  return lessonAddress(scenarioId, step, isAboutRun ? lesson.runId : null);
}

/** Writes down how far the learner comes: steps seen, the last run, what the prediction came to, the task. */
function useNotes(scenarioId: string, scenario: ScenarioView | null, step: Step | null, view: RunView | null): void {
  const lesson = useProgress(({ progress }) => lessonOf(progress, scenarioId));
  useEffect(() => {
    // Without a run there was nothing to look at, and nothing to explain.
    const isEmpty = (step === 'look' || step === 'explain') && lesson.runId === null;
    if (step !== null && isUnlocked(lesson) && !isEmpty && !lesson.seen.includes(step))
      noteLesson(scenarioId, { seen: [...lesson.seen, step] });
  }, [scenarioId, step, lesson]);
  useEffect(() => {
    if (view === null || view.scenarioId !== scenarioId || view.trafficStartedAtMs === undefined) return;
    noteLesson(scenarioId, { runId: view.id });
    const { prediction, score } = lesson;
    // The first run of the scenario as it is written: what was turned was not what was asked.
    const gap =
      prediction !== null && score === null && view.changes.length === 0 ? predictionGap(prediction, view) : null;
    if (gap !== null) noteLesson(scenarioId, { score: scoreOf(gap) });
    const task = scenario?.lesson?.task;
    if (task !== undefined && !lesson.done && checkTask(task, view).state === 'done')
      noteLesson(scenarioId, { done: true });
  }, [scenarioId, scenario, view, lesson]);
}
