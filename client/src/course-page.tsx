import { say } from '#protocol/language/say.ts';
import { CourseView } from './features/lesson/course-view.tsx';
import { useProgress } from './features/lesson/progress-store.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import { useEngineNeeds } from './features/scenario/engine-needs.ts';
import { PageFrame } from './page-frame.tsx';

/** The course, and how far the learner is. */
export function CoursePage() {
  const lab = useCatalogue((state) => state.lab);
  const needs = useEngineNeeds();
  const progress = useProgress((state) => state.progress);
  return (
    <PageFrame
      className="course"
      ways={[
        ['/', say('Lab')],
        ['/history', say('History')],
      ]}
    >
      {lab && <CourseView course={lab.course} scenarios={lab.scenarios} progress={progress} needs={needs} />}
    </PageFrame>
  );
}
