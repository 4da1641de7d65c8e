import type { LessonProgress, Progress } from './progress.ts';

export const NO_PROGRESS: Progress = { version: 1, lessons: {} };

/**
 * Brings together what two sides know of a learner, such as the browser and the server: of each lesson the newer. Which side is
 * named first does not matter, and to merge again changes nothing.
 */
export function mergeProgress(one: Progress, other: Progress): Progress {
  const names = [...new Set([...Object.keys(one.lessons), ...Object.keys(other.lessons)])].sort();
  const lessons = names.flatMap((name) => {
    const found = newer(one.lessons[name], other.lessons[name]);
    return found === undefined ? [] : [[name, found] as const];
  });
  return { version: 1, lessons: Object.fromEntries(lessons) };
}

function newer(one: LessonProgress | undefined, other: LessonProgress | undefined): LessonProgress | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  // Of the same millisecond, and not alike: some order, so that both sides choose the same.
  return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
}
