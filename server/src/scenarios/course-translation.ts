import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Course } from '#protocol/lesson/course.ts';
import { Frontmatter } from './frontmatter.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import { problemAt, told } from './told.ts';

/** `course.yaml` in another language: the words of the course, each chapter's by its id. */
const courseTranslationSchema = z.strictObject({
  title: z.string().min(1).max(80),
  chapters: z.record(
    z.string(),
    z.strictObject({ title: z.string().min(1).max(80), summary: z.string().min(1).max(240) }),
  ),
});

/** The course in the words of a translation; as it is, where there is none, or a broken one, which is told. */
export async function translateCourse(
  course: Course,
  file: string,
): Promise<{ course: Course; problems: ScenarioProblem[]; missing: string[] }> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { course, problems: [], missing: [file] };
  const yaml = Frontmatter.parse(text, 0);
  if ('errors' in yaml) return { course, problems: yaml.errors.map((error) => ({ file, ...error })), missing: [] };
  const lineOf = (path: readonly PropertyKey[]) => yaml.lineOf(path);
  const parsed = courseTranslationSchema.safeParse(yaml.value, { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => told(file, issue, lineOf, courseTranslationSchema));
    return { course, problems, missing: [] };
  }
  const { title, chapters } = parsed.data;
  const ids = course.chapters.map(({ id }) => id);
  const odd = [
    ...ids.filter((id) => !Object.hasOwn(chapters, id)),
    ...Object.keys(chapters).filter((id) => !ids.includes(id)),
  ];
  if (odd.length > 0) {
    const words = `the course has the chapters ${ids.join(', ')}; translate each, and no other`;
    return { course, problems: [problemAt(file, ['chapters'], words, lineOf)], missing: [] };
  }
  const translated = course.chapters.map((chapter) => ({ ...chapter, ...chapters[chapter.id] }));
  return { course: { title, chapters: translated }, problems: [], missing: [] };
}
