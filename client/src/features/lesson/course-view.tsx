import { useRef } from 'react';
import { Link } from 'wouter';
import { said, say, told } from '#protocol/language/say.ts';
import type { Course } from '#protocol/lesson/course.ts';
import { scoringText } from '#protocol/lesson/lane-gap.ts';
import type { Progress } from '#protocol/lesson/progress.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { EngineNeed } from '../../lib/engine-need.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Rich } from '../../ui/rich.tsx';
import { useArrival } from './arrival.ts';
import { ChapterList } from './chapter-list.tsx';
import { minutesOf, scoreWords, standingOf } from './course-place.ts';
import { courseMarkdown } from './course-summary.ts';
import { saveText } from './save-text.ts';
import './course.css';

interface CourseViewProps {
  course: Course;
  scenarios: readonly ScenarioView[];
  progress: Progress;
  /** Lessons that the chosen engine cannot run. */
  needs: Readonly<Record<string, EngineNeed>>;
}

/** The course: its chapters and lessons, how long they take, and what the learner has done and foreseen. */
export function CourseView({ course, scenarios, progress, needs }: CourseViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  const all = course.chapters.flatMap(({ lessons }) => lessons);
  const core = course.chapters.filter(({ optional }) => !optional).flatMap(({ lessons }) => lessons);
  const own = standingOf(core, progress, scenarios);
  const total = standingOf(all, progress, scenarios);
  const begun = all.filter((id) => progress.lessons[id] !== undefined);
  const possible = all.filter((id) => needs[id] === undefined);
  const next = nextLesson(possible, progress, scenarios);
  const titleOf = (lesson: string) => scenarios.find(({ id }) => id === lesson)?.title ?? lesson;
  return (
    <>
      <header className="course-head">
        <div>
          <p className="kicker">{say('Course')}</p>
          <h2 ref={heading} tabIndex={-1}>
            {course.title}
          </h2>
          <p className="course-lead">
            {lengthWords(core.length, all.length - core.length, minutesOf(core, scenarios))}{' '}
            {say(
              'Each asks what you expect, lets you do it on real containers, and explains the gap from your own run.',
            )}
          </p>
          {next !== null && (
            <Link className="button primary course-next" href={`/learn/${next}`}>
              {say(begun.length === 0 ? 'Begin: {title}' : 'Go on: {title}', { title: titleOf(next) })}
              <Icon name="right" size={14} />
            </Link>
          )}
        </div>
        <section className="course-standing" aria-label={say('Your progress')}>
          <Meter label={say('The path')} done={own.done} of={core.length} />
          {all.length > core.length && (
            <Meter label={say('Beyond it')} done={total.done - own.done} of={all.length - core.length} />
          )}
          <dl>
            <div>
              <dt>{say('Predictions')}</dt>
              <dd>{total.of === 0 ? say('none scored yet') : told(scoreWords(total))}</dd>
            </div>
          </dl>
          <div className="course-tools">
            <Button
              size="small"
              tone="ghost"
              onClick={() =>
                saveText('graceful-shutdown-course.md', courseMarkdown(course, scenarios, progress, new Date()))
              }
            >
              <Icon name="save" size={13} />
              {say('Save as Markdown')}
            </Button>
            <Button size="small" tone="ghost" onClick={() => print()}>
              {say('Print')}
            </Button>
          </div>
        </section>
      </header>
      {course.chapters.map((chapter, index) => (
        <ChapterList
          key={chapter.id}
          chapter={chapter}
          number={index + 1}
          scenarios={scenarios}
          progress={progress}
          needs={needs}
          next={next}
        />
      ))}
      <p className="course-foot">
        {scoringText()} {say('Progress is kept in this browser and by the lab.')}
      </p>
    </>
  );
}

/** @param more lessons beyond those that everybody should go through */
function lengthWords(lessons: number, more: number, minutes: number): string {
  return more === 0
    ? say('{lessons} lessons in about {minutes} minutes.', { lessons, minutes })
    : say('{lessons} lessons in about {minutes} minutes, and {more} more for those who want to know it all.', {
        lessons,
        minutes,
        more,
      });
}

/** Where the course goes on: the first lesson whose task is not done; null where all are. */
function nextLesson(all: readonly string[], progress: Progress, scenarios: readonly ScenarioView[]): string | null {
  return all.find((id) => standingOf([id], progress, scenarios).done === 0) ?? null;
}

function Meter({ label, done, of }: { label: string; done: number; of: number }) {
  return (
    <div className="meter">
      <span>{label}</span>
      <span className="meter-bar" aria-hidden="true">
        <i style={{ width: `${of === 0 ? 0 : (100 * done) / of}%` }} />
      </span>
      <b>
        <Rich
          said={said('{done} of {of}<what> lessons done</what>', { done, of })}
          with={{ what: (words) => <span className="hidden-visually">{words}</span> }}
        />
      </b>
    </div>
  );
}
