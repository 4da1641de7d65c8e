import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Translation } from '../server/src/protocol/language/languages.ts';
import type { Course } from '../server/src/protocol/lesson/course.ts';
import type { ScenarioView } from '../server/src/protocol/scenario.ts';
import { bodyProblems } from '../server/src/scenarios/body.ts';
import { translateCourse } from '../server/src/scenarios/course-translation.ts';
import type { ScenarioProblem } from '../server/src/scenarios/scenario-problem.ts';
import { loadTranslations } from '../server/src/scenarios/translation.ts';

/** What is wrong with a folder that has the scenarios and the course in another language, and what it lacks. */
export async function translationProblems(
  folder: string,
  scenarios: readonly ScenarioView[],
  course: Course,
  language: Translation,
): Promise<ScenarioProblem[]> {
  const place = join(folder, 'scenarios');
  const loaded = await loadTranslations(place, scenarios, language);
  const ofCourse = await translateCourse(course, join(folder, 'course.yaml'));
  const names = (await readdir(place).catch(() => [])).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(
    names.map(async (name) => {
      const file = join(place, name);
      const isKnown = scenarios.some(({ id }) => `${id}.md` === basename(file));
      const stranger = {
        file,
        line: 1,
        message: 'translates no scenario that can be run; its name is that of the scenario’s file',
      };
      const body = bodyProblems(file, await readFile(file, 'utf8'), language);
      return [...(isKnown ? [] : [stranger]), ...body];
    }),
  );
  const missing = [...loaded.missing, ...ofCourse.missing].map((file) => {
    return { file, line: 1, message: `is missing: in ${language} this is English` };
  });
  return [...loaded.problems, ...ofCourse.problems, ...texts.flat(), ...missing];
}
