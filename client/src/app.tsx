import { lazy, Suspense, useEffect } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { watchRun } from './features/run/watch-run.ts';
import { LabPage } from './lab-page.tsx';
import './app.css';
import './lab-grid.css';

// The lab itself is what nearly everybody comes for: the other pages are loaded when they are asked for.
const HistoryPage = lazy(async () => ({ default: (await import('./history-page.tsx')).HistoryPage }));
const RepeatPage = lazy(async () => ({ default: (await import('./repeat-page.tsx')).RepeatPage }));
const CoursePage = lazy(async () => ({ default: (await import('./course-page.tsx')).CoursePage }));
const LessonPage = lazy(async () => ({ default: (await import('./lesson-page.tsx')).LessonPage }));
const ComparePage = lazy(async () => ({ default: (await import('./compare-page.tsx')).ComparePage }));

const RUN_ID = /^[0-9a-f]{8}$/;

/**
 * The page's addresses: `/` and `/lab/:scenario` a scenario that waits for its start, its settings behind a `?`, `/runs/:id` a run,
 * `/history` every run, `/compare?lanes=…` lanes of any runs side by side, `/repeats/:id` a scenario that is run many times; `/learn`
 * the course, `/learn/:scenario/:step?run=…` a step of a lesson and the run that it is about.
 */
export function App() {
  const [, navigate] = useLocation();
  const [, lab] = useRoute('/lab/:scenario');
  const [, run] = useRoute('/runs/:id');
  const [, repeat] = useRoute('/repeats/:id');
  const [isCourse] = useRoute('/learn');
  const [, lesson] = useRoute('/learn/:scenario/:step?');
  const [isHistory] = useRoute('/history');
  const [isCompare] = useRoute('/compare');
  const search = useSearch();
  const ofLesson = lesson === null ? null : new URLSearchParams(search).get('run');
  const runId = run?.id ?? (ofLesson && RUN_ID.test(ofLesson) ? ofLesson : null);
  useEffect(() => (runId === null ? undefined : watchRun(runId)), [runId]);
  if (repeat?.id !== undefined) {
    return (
      <Suspense>
        <RepeatPage repeatId={repeat.id} navigate={navigate} />
      </Suspense>
    );
  }
  if (lesson?.scenario !== undefined || isCourse) {
    return (
      <Suspense>
        {lesson?.scenario === undefined ? (
          <CoursePage />
        ) : (
          <LessonPage scenarioId={lesson.scenario} step={lesson.step ?? null} runId={runId} navigate={navigate} />
        )}
      </Suspense>
    );
  }
  if (isHistory || isCompare) {
    return (
      <Suspense>
        {isHistory ? (
          <HistoryPage navigate={navigate} />
        ) : (
          <ComparePage lanes={new URLSearchParams(search).get('lanes') ?? ''} />
        )}
      </Suspense>
    );
  }
  return (
    <LabPage runId={runId} askedScenario={lab?.scenario ?? null} search={lab ? search : ''} navigate={navigate} />
  );
}
