import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '#protocol/language/languages.ts';
import type { ScenarioFile, ScenarioView, Sections } from '#protocol/scenario.ts';
import { renderBody, renderSections } from './markdown.ts';
import { readMarkedFile } from './marked-file.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import { problemAt } from './told.ts';

const words = z.string().min(1).max(400);

/** The frontmatter of a scenario's translation: its texts alone, in the order in which the scenario has them. */
const translationSchema = z.strictObject({
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(240),
  /** The label of each lane, by its letter. */
  lanes: z.record(z.string(), z.string().min(1).max(60)),
  lesson: z
    .strictObject({
      look: z.array(words).default([]),
      task: z.strictObject({ goal: words, hints: z.array(words).default([]), solution: words }).optional(),
    })
    .optional(),
});

/** What a language says in place of a scenario's own texts. */
export interface ScenarioTranslation extends z.infer<typeof translationSchema> {
  body: string;
  sections: Sections;
}

/** Reads the translation of a scenario, and holds it against it: as many texts, of the same lanes. */
export function readTranslation(
  file: string,
  text: string,
  scenario: ScenarioFile,
  language: Language,
): { translation: ScenarioTranslation } | { problems: ScenarioProblem[] } {
  const read = readMarkedFile(file, text, translationSchema);
  if ('problems' in read) return read;
  const { value, body, lineOf } = read;
  const gaps = gapsOf(value, scenario).map(({ path, message }) => problemAt(file, path, message, lineOf));
  if (gaps.length > 0) return { problems: gaps };
  return { translation: { ...value, body: renderBody(body), sections: renderSections(body, language) } };
}

/** What a translation has too little or too much of. */
function gapsOf(
  { lanes, lesson }: z.infer<typeof translationSchema>,
  scenario: ScenarioFile,
): { path: string[]; message: string }[] {
  const counts: [string[], number, number][] = [
    [['lesson', 'look'], lesson?.look.length ?? 0, scenario.lesson?.look.length ?? 0],
    [['lesson', 'task', 'hints'], lesson?.task?.hints.length ?? 0, scenario.lesson?.task?.hints.length ?? 0],
    [['lesson', 'task'], lesson?.task === undefined ? 0 : 1, scenario.lesson?.task === undefined ? 0 : 1],
  ];
  const ids = scenario.lanes.map(({ id }) => id);
  const given = Object.keys(lanes);
  const strangers = [
    ...ids.filter((id) => !given.includes(id)),
    ...given.filter((id) => !ids.some((own) => own === id)),
  ];
  return [
    ...(strangers.length === 0
      ? []
      : [
          {
            path: ['lanes'],
            message: `the scenario has the lanes ${ids.join(', ')}; give each its label, and no other`,
          },
        ]),
    ...counts.flatMap(([path, has, wants]) =>
      has === wants ? [] : [{ path, message: `the scenario has ${wants} of it, this has ${has}` }],
    ),
  ];
}

export interface LoadedTranslations {
  /** By the scenario's id. */
  translations: ReadonlyMap<string, ScenarioTranslation>;
  problems: ScenarioProblem[];
  /** The files that are not there. */
  missing: string[];
}

/** Reads what a folder has of scenarios in a language. What is missing or broken is told; the scenario is English then. */
export async function loadTranslations(
  folder: string,
  scenarios: readonly ScenarioFile[],
  language: Language,
): Promise<LoadedTranslations> {
  const translations = new Map<string, ScenarioTranslation>();
  const problems: ScenarioProblem[] = [];
  const missing: string[] = [];
  for (const scenario of scenarios) {
    const file = join(folder, `${scenario.id}.md`);
    const text = await readFile(file, 'utf8').catch(() => null);
    const read = text === null ? null : readTranslation(file, text, scenario, language);
    if (read === null) missing.push(file);
    else if ('problems' in read) problems.push(...read.problems);
    else translations.set(scenario.id, read.translation);
  }
  return { translations, problems, missing };
}

/** A scenario in the words of its translation. */
export function translateScenario(scenario: ScenarioView, translation: ScenarioTranslation): ScenarioView {
  const { title, summary, lanes, lesson, body, sections } = translation;
  return {
    ...scenario,
    title,
    summary,
    body,
    sections,
    lanes: scenario.lanes.map((lane) => ({ ...lane, label: lanes[lane.id] ?? lane.label })),
    lesson: scenario.lesson && translateLesson(scenario.lesson, lesson),
  };
}

function translateLesson(
  lesson: NonNullable<ScenarioView['lesson']>,
  translation: ScenarioTranslation['lesson'],
): NonNullable<ScenarioView['lesson']> {
  const { task } = lesson;
  const words = translation?.task;
  return {
    ...lesson,
    look: lesson.look.map((find, index) => ({ ...find, text: translation?.look[index] ?? find.text })),
    task: task && {
      ...task,
      goal: words?.goal ?? task.goal,
      hints: task.hints.map((hint, index) => ({ ...hint, text: words?.hints[index] ?? hint.text })),
      solution: { ...task.solution, words: words?.solution ?? task.solution.words },
    },
  };
}

/** What runs keep of a scenario in English, and what it is called in its translation. */
export function translatedNames(scenario: ScenarioFile, { title, lanes }: ScenarioTranslation): [string, string][] {
  return [
    [scenario.title, title],
    ...scenario.lanes.flatMap(({ id, label }): [string, string][] => {
      const translated = lanes[id];
      return translated === undefined ? [] : [[label, translated]];
    }),
  ];
}
