import { changeWords } from '#protocol/change-words.ts';
import { terminationCommand } from '#protocol/command-line.ts';
import type { LaneId } from '#protocol/ids.ts';
import { said, say } from '#protocol/language/say.ts';
import type { TaskState } from '#protocol/lesson/check-task.ts';
import { checkTask } from '#protocol/lesson/check-task.ts';
import { hintsFor } from '#protocol/lesson/hints.ts';
import type { Find } from '#protocol/lesson/lesson.ts';
import { predictionGap } from '#protocol/lesson/prediction-gap.ts';
import type { LessonProgress } from '#protocol/lesson/progress.ts';
import { whyNoProof } from '#protocol/lesson/run-proof.ts';
import type { Step } from '#protocol/lesson/steps.ts';
import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { trafficFacts } from '#protocol/traffic-text.ts';
import { CheckStep } from './features/lesson/check-step.tsx';
import { placeOf, pointsText } from './features/lesson/course-place.ts';
import { ExplainStep } from './features/lesson/explain-step.tsx';
import { LessonPanel } from './features/lesson/lesson-panel.tsx';
import { LookStep } from './features/lesson/look-step.tsx';
import { useNewestRun } from './features/lesson/newest-run.ts';
import { PredictStep } from './features/lesson/predict-step.tsx';
import { forgetLesson, isUnlocked, noteLesson } from './features/lesson/progress-store.ts';
import type { RunButtons } from './features/lesson/run-step.tsx';
import { RunStep } from './features/lesson/run-step.tsx';
import { finishRun } from './features/run/commands.ts';
import { useFeed } from './features/run/use-feed.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import { turnedBetween } from './features/settings/turned-between.ts';
import type { GuideParts } from './lab-frame.ts';
import { findsIn } from './lesson-finds.ts';
import { turnSolution } from './turn-solution.ts';

interface LessonGuideProps extends GuideParts {
  lesson: LessonProgress;
  step: Step;
  /** The run of the address. */
  runId: string | null;
  onStep(step: Step): void;
  /** The lesson begins again. */
  onAnew(): void;
  /** The task goes on with other settings: the run that is shown has its own. */
  onWithoutRun(): void;
}

/** A lesson, from what the page has: the scenario, the run, and what the learner did so far. */
export function LessonGuide(props: LessonGuideProps) {
  const { settings, view, actions, axis, feed, tools, lesson, step, runId, onStep } = props;
  const { written, shown } = settings;
  const { id } = written;
  const course = useCatalogue(({ lab }) => lab?.course ?? null);
  const titleOf = (other: string) =>
    useCatalogue.getState().lab?.scenarios.find((each) => each.id === other)?.title ?? other;
  const newest = useNewestRun(id, runId === null ? null : view, lesson.runId);
  const place = course === null ? null : placeOf(course, id);
  const task = written.lesson?.task ?? null;
  const checked = task === null ? { state: 'not-tried' as const, misses: [] } : checkTask(task, newest);
  const isStart = newest !== null && isAsWritten(newest, written);
  const own = runId === null ? null : view;
  const proof = own === null ? say('Make a run first: step 2.') : whyNoProof(own);
  const gap = own === null ? null : predictionGap(lesson.prediction ?? { lanes: {} }, own);
  const buttons: RunButtons = {
    word: actions.state.word,
    startBlock: actions.state.start,
    endBlock: actions.state.end,
    resetBlock: actions.state.reset,
    onStart: actions.start,
    onEnd: actions.end,
    onReset: actions.reset,
    onFinish: () => view !== null && void finishRun(view.id),
  };

  const skip = () => {
    noteLesson(id, { skipped: true });
    onStep('run');
  };
  const content = () => {
    switch (step) {
      case 'predict':
        return (
          <PredictStep
            key={id}
            id={id}
            question={written.sections.question}
            lanes={written.lanes}
            lesson={lesson}
            onLock={(prediction) => {
              noteLesson(id, { prediction, skipped: false });
              onStep('run');
            }}
            onAnew={() => {
              forgetLesson(id);
              props.onAnew();
            }}
          />
        );
      case 'run':
        return (
          <RunStep
            lockedBecause={
              isUnlocked(lesson) ? null : say('Lock in your prediction first, or skip it: step 1 of the lesson')
            }
            view={view}
            commands={commandsOf(props)}
            traffic={trafficWords(shown.traffic)}
            buttons={buttons}
            onNext={() => onStep('look')}
          />
        );
      case 'look':
        return (
          <Look
            watch={written.sections.watch}
            look={written.lesson?.look ?? []}
            view={own}
            feed={feed}
            axis={axis}
            blockedBy={proof}
          />
        );
      case 'explain':
        return (
          <ExplainStep
            gap={gap}
            blockedBy={proof}
            wasSkipped={lesson.prediction === null}
            score={lesson.prediction === null ? null : lesson.score}
            sentence={proof === null ? (own?.comparison?.sentence ?? []) : []}
            why={written.sections.why}
            sources={written.sections.sources}
          />
        );
      case 'check': {
        const next = place?.next ?? null;
        return (
          <CheckStep
            key={id}
            task={task}
            checked={checked}
            wasDone={lesson.done}
            isStart={isStart}
            runWords={newest === null ? null : runWords(newest)}
            hints={task === null ? [] : hintsFor(task, newest, turnedNames(props))}
            buttons={buttons}
            tools={tools}
            onTurn={() => {
              if (task === null) return;
              turnSolution(written, task.solution);
              props.onWithoutRun();
            }}
            next={next === null ? null : { id: next, title: titleOf(next) }}
          />
        );
      }
    }
  };
  return (
    <LessonPanel
      title={written.title}
      place={place}
      step={step}
      lesson={lesson}
      tools={step === 'run' ? tools : null}
      outcome={outcomeOf(step, lesson, { ...checked, isStart }, proof)}
      onSkip={step === 'predict' && !isUnlocked(lesson) ? skip : null}
      onStep={onStep}
    >
      {content()}
    </LessonPanel>
  );
}

interface LookProps extends Pick<GuideParts, 'view' | 'feed' | 'axis'> {
  watch: string;
  look: readonly Find[];
  blockedBy: string | null;
}

/** What is to be found, as far as the run's rows and lines have come. */
function Look({ watch, look, view, feed, axis, blockedBy }: LookProps) {
  useFeed(feed, blockedBy === null);
  return <LookStep watch={watch} finds={findsIn(look, view, feed, axis)} blockedBy={blockedBy} />;
}

/** What ends each lane, as it would be typed: with its container's name once it has one. */
function commandsOf({ view, settings }: GuideParts): { lane: string; text: string }[] {
  const laneOf = (id: LaneId) => say('lane {lane}', { lane: id.toUpperCase() });
  if (view !== null)
    return view.lanes.map(({ id, container }) => ({ lane: laneOf(id), text: container.commandLine }));
  return settings.shown.lanes.map(({ id, termination }) => {
    return { lane: laneOf(id), text: `${terminationCommand(termination)} lab-…-${id}` };
  });
}

function trafficWords(traffic: RunView['traffic']): string {
  const [requests, handler] = trafficFacts(traffic);
  return say('{requests}; a request {takes}', { requests: requests?.value ?? '', takes: handler?.value ?? '' });
}

/** The run that a task was checked by. */
function runWords({ id, changes }: RunView): string {
  const changed = changes.length === 0 ? said('as written') : changeWords(changes).join(', ');
  return say('run {id}, {changed}', { id, changed });
}

/** Whether nothing was turned for a run, and each lane was ended in its own way. */
function isAsWritten({ changes, lanes }: RunView, written: ScenarioView): boolean {
  const ways = new Map(written.lanes.map(({ id, termination }) => [id, terminationCommand(termination)]));
  return (
    changes.length === 0 &&
    lanes.every(({ id, wasSent, termination }) => wasSent && terminationCommand(termination) === ways.get(id))
  );
}

function turnedNames({ settings }: GuideParts): string[] {
  const { traffic, lanes } = turnedBetween(settings.written, settings.shown);
  return [traffic, ...Object.values(lanes)].flatMap((values) => Object.keys(values));
}

/** What a step came to, for who does not see it. */
function outcomeOf(
  step: Step,
  { prediction, score }: LessonProgress,
  { state, misses, isStart }: TaskState & { isStart: boolean },
  proof: string | null,
): string {
  if (step === 'explain' && proof === null && prediction !== null && score !== null)
    return say('Your prediction: {points} of {of} points.', {
      points: pointsText(score.points),
      of: pointsText(score.of),
    });
  if (step !== 'check' || state === 'not-tried') return '';
  if (state === 'done') return say('The task is done.');
  return say(isStart ? 'Where you start. {misses}' : 'Not yet. {misses}', { misses: misses.join(' ') });
}
