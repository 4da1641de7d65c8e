import { decimal } from '#protocol/language/decimal.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { Chapter, Course } from '#protocol/lesson/course.ts';
import type { Progress } from '#protocol/lesson/progress.ts';
import type { ScenarioView } from '#protocol/scenario.ts';

/** Where a lesson stands in the course. */
export interface CoursePlace {
  chapter: Chapter;
  /** 1, 2, 3 … within the chapter. */
  number: number;
  of: number;
  /** The id of the lesson after it; null at the course's end. */
  next: string | null;
}

/** Null for a scenario that is in no chapter: it can be learned all the same. */
export function placeOf(course: Course, lessonId: string): CoursePlace | null {
  const order = course.chapters.flatMap(({ lessons }) => lessons);
  const chapter = course.chapters.find(({ lessons }) => lessons.includes(lessonId));
  if (chapter === undefined) return null;
  return {
    chapter,
    number: chapter.lessons.indexOf(lessonId) + 1,
    of: chapter.lessons.length,
    next: order[order.indexOf(lessonId) + 1] ?? null,
  };
}

/** How long some lessons take, in minutes; those that say nothing count for five. */
export function minutesOf(lessons: readonly string[], scenarios: readonly ScenarioView[]): number {
  return lessons.reduce((sum, id) => sum + (scenarios.find((each) => each.id === id)?.lesson?.minutes ?? 5), 0);
}

/** What a learner has of some lessons. */
export interface Standing {
  lessons: number;
  /** Lessons of which the task was done; where a scenario has none, of which the explanation was read. */
  done: number;
  points: number;
  of: number;
}

export function standingOf(
  lessons: readonly string[],
  { lessons: known }: Progress,
  scenarios: readonly ScenarioView[],
): Standing {
  const standing: Standing = { lessons: lessons.length, done: 0, points: 0, of: 0 };
  for (const id of lessons) {
    const lesson = known[id];
    if (lesson === undefined) continue;
    const hasTask = scenarios.find((each) => each.id === id)?.lesson?.task !== undefined;
    if (hasTask ? lesson.done : lesson.seen.includes('explain')) standing.done += 1;
    standing.points += lesson.score?.points ?? 0;
    standing.of += lesson.score?.of ?? 0;
  }
  return standing;
}

/** `7`, `7.5`. */
export function pointsText(points: number): string {
  return decimal(`${Math.round(points * 10) / 10}`);
}

/** `2.5 of 6 points`. */
export function scoreWords({ points, of }: Pick<Standing, 'points' | 'of'>): Said {
  return said('{points} of {of} points', { points: pointsText(points), of: pointsText(of) });
}
