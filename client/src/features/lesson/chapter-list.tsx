import { Link } from 'wouter';
import { say, told } from '#protocol/language/say.ts';
import type { Chapter } from '#protocol/lesson/course.ts';
import type { LessonProgress, Progress } from '#protocol/lesson/progress.ts';
import { STEP_WORDS } from '#protocol/lesson/steps.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { EngineNeed } from '../../lib/engine-need.ts';
import { minutesOf, scoreWords, standingOf } from './course-place.ts';
import { resumeAt } from './lesson-state.ts';

interface ChapterListProps {
  chapter: Chapter;
  number: number;
  scenarios: readonly ScenarioView[];
  progress: Progress;
  needs: Readonly<Record<string, EngineNeed>>;
  /** The lesson with which the course goes on. */
  next: string | null;
}

/** A chapter, with its lessons and what was done of each. */
export function ChapterList({ chapter, number, scenarios, progress, needs, next }: ChapterListProps) {
  const { id, title, summary, optional, lessons } = chapter;
  return (
    <section className="chapter" id={id} aria-label={title}>
      <div className="chapter-head">
        <span className="chapter-number" aria-hidden="true">
          {number}
        </span>
        <h3>{title}</h3>
        <p>{summary}</p>
        <p className="chapter-time">
          {optional && <span className="chip">{say('optional')}</span>}
          {say('{minutes} min', { minutes: minutesOf(lessons, scenarios) })}
        </p>
      </div>
      <ol className="lessons">
        {lessons.map((lesson) => {
          const scenario = scenarios.find((each) => each.id === lesson);
          const isDone = standingOf([lesson], progress, scenarios).done > 0;
          return (
            <li key={lesson} className={isDone ? 'done' : lesson === next ? 'next' : undefined}>
              <i className="lesson-sign" aria-hidden="true">
                {isDone ? '✓' : ''}
              </i>
              <div>
                <Link href={`/learn/${lesson}`}>{scenario?.title ?? lesson}</Link>
                <p>{scenario?.summary}</p>
                {needs[lesson] && (
                  <p className="lesson-need">
                    <b>{needs[lesson].words}</b> {needs[lesson].reason}
                  </p>
                )}
              </div>
              <p className="lesson-standing">{standingWords(progress.lessons[lesson], isDone)}</p>
              <p className="lesson-minutes">{say('{minutes} min', { minutes: minutesOf([lesson], scenarios) })}</p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What was done of a lesson, in a few words. */
export function standingWords(lesson: LessonProgress | undefined, isDone: boolean): string {
  if (lesson === undefined) return '';
  const { score, skipped, prediction } = lesson;
  const foreseen =
    score !== null
      ? told(scoreWords(score))
      : skipped
        ? say('not predicted')
        : prediction !== null && say('predicted');
  const way = isDone ? say('done') : say('next: {step}', { step: STEP_WORDS[resumeAt(lesson)] });
  return [way, foreseen].filter((part) => part !== false).join(', ');
}
