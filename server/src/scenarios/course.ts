import { readFile } from 'node:fs/promises';
import type { Course } from '#protocol/lesson/course.ts';
import { courseSchema } from '#protocol/lesson/course.ts';
import type { Scenario } from '#protocol/scenario.ts';
import { Frontmatter } from './frontmatter.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import { problemAt, told } from './told.ts';

type Known = readonly Pick<Scenario, 'id'>[];

/**
 * Reads the course of a content folder. Where there is none, or a broken one, which is told, it is every scenario in its order:
 * an author needs no course.
 */
export async function loadCourse(
  file: string,
  scenarios: Known,
): Promise<{ course: Course; problems: ScenarioProblem[] }> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const read = text === null ? { problems: [] } : readCourse(file, text, scenarios);
  return 'course' in read ? { ...read, problems: [] } : { course: plainCourse(scenarios), problems: read.problems };
}

/** Checks a course: its shape, and that each lesson is a scenario and stands in it once. */
export function readCourse(
  file: string,
  text: string,
  scenarios: Known,
): { course: Course } | { problems: ScenarioProblem[] } {
  const yaml = Frontmatter.parse(text, 0);
  if ('errors' in yaml) return { problems: yaml.errors.map((error) => ({ file, ...error })) };
  const lineOf = (path: readonly PropertyKey[]) => yaml.lineOf(path);
  const parsed = courseSchema.safeParse(yaml.value, { reportInput: true });
  if (!parsed.success)
    return { problems: parsed.error.issues.flatMap((issue) => told(file, issue, lineOf, courseSchema)) };
  const problems: ScenarioProblem[] = [];
  const seen = new Set<string>();
  const chapters = new Set<string>();
  for (const [index, { id, lessons }] of parsed.data.chapters.entries()) {
    const problem = (path: readonly PropertyKey[], words: string) =>
      problems.push(problemAt(file, path, words, lineOf));
    if (chapters.has(id)) problem(['chapters', index, 'id'], `another chapter has the id ${id} already`);
    chapters.add(id);
    for (const [place, lesson] of lessons.entries()) {
      const path = ['chapters', index, 'lessons', place];
      if (seen.has(lesson)) problem(path, `${lesson} stands in the course already; each lesson stands in it once`);
      else if (!scenarios.some((scenario) => scenario.id === lesson))
        problem(path, `there is no scenario ${lesson} that can be run; there are ${namesOf(scenarios)}`);
      seen.add(lesson);
    }
  }
  return problems.length > 0 ? { problems } : { course: parsed.data };
}

function plainCourse(scenarios: Known): Course {
  const lessons = scenarios.map(({ id }) => id);
  const summary = 'Every scenario of this lab, in its order.';
  const chapters = [{ id: 'all', title: 'All scenarios', summary, optional: false, lessons }];
  return { title: 'The scenarios of this lab', chapters };
}

function namesOf(scenarios: Known): string {
  return scenarios
    .map(({ id }) => id)
    .sort()
    .join(', ');
}
