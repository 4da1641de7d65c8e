import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue, Language, Translation } from '#protocol/language/languages.ts';
import { TRANSLATIONS } from '#protocol/language/languages.ts';
import { named } from '#protocol/language/say.ts';
import { catalogueSchema } from '#protocol/language/schemas.ts';
import { inLanguage, learnLanguage } from '#protocol/language/speaking.ts';
import type { Course } from '#protocol/lesson/course.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { LabContainer } from './engines/lab-container.ts';
import { loadCatalogue } from './runs/catalogue.ts';
import { viewScenario } from './runs/scenario-view.ts';
import { loadCourse } from './scenarios/course.ts';
import { translateCourse } from './scenarios/course-translation.ts';
import type { ScenarioProblem } from './scenarios/scenario-problem.ts';
import { loadTranslations, translatedNames, translateScenario } from './scenarios/translation.ts';

/** What the lab teaches, in one language. */
export interface Content {
  readonly scenarios: readonly ScenarioView[];
  readonly course: Course;
}

export interface LoadedContent {
  /** What has no translation is English in every language. */
  content: Readonly<Record<Language, Content>>;
  problems: ScenarioProblem[];
}

/**
 * Reads a content folder: `scenarios` and `course.yaml`, and the same in a folder for each language, such as `pt-BR`. From then on
 * the lab can speak these languages.
 */
export async function loadContent(
  folder: string,
  containers: ReadonlyMap<string, LabContainer>,
): Promise<LoadedContent> {
  const { scenarios, problems } = await loadCatalogue(join(folder, 'scenarios'), containers);
  const { course, problems: ofCourse } = await loadCourse(join(folder, 'course.yaml'), scenarios);
  const english: Content = { scenarios, course };
  const found = [...problems, ...ofCourse];
  const content: Record<Language, Content> = { en: english, 'pt-BR': english };
  for (const language of TRANSLATIONS) {
    const translated = await translate(english, join(folder, language), language, containers);
    content[language] = translated.content;
    found.push(...translated.problems);
  }
  return { content, problems: found };
}

async function translate(
  english: Content,
  folder: string,
  language: Translation,
  containers: ReadonlyMap<string, LabContainer>,
) {
  const { scenarios } = english;
  const ofScenarios = await loadTranslations(join(folder, 'scenarios'), scenarios, language);
  const { course, ...ofCourse } = await translateCourse(english.course, join(folder, 'course.yaml'));
  const { translations } = ofScenarios;
  const names = scenarios.flatMap((scenario) => {
    const translation = translations.get(scenario.id);
    return translation === undefined ? [] : translatedNames(scenario, translation);
  });
  // Where a lane is called what the lab has a word for itself, that word stands.
  learnLanguage(language, { ...Object.fromEntries(names), ...(await readCatalogue(language)) });
  const translated = scenarios.map((scenario) => {
    const translation = translations.get(scenario.id);
    const own = translation === undefined ? scenario : translateScenario(scenario, translation);
    return inLanguage(language, () => viewScenario(withNames(own, scenario), containers));
  });
  return {
    content: { scenarios: translated, course },
    problems: [...ofScenarios.problems, ...ofCourse.problems],
  };
}

/** Its title and its lanes are called what its runs will call them: by all that was learned, of this scenario or of another. */
function withNames(translated: ScenarioView, english: ScenarioView): ScenarioView {
  const lanes = translated.lanes.map((lane) => ({ ...lane, label: labelIn(english, lane.id) ?? lane.label }));
  return { ...translated, title: named(english.title), lanes };
}

function labelIn({ lanes }: ScenarioView, laneId: string): string | null {
  const lane = lanes.find(({ id }) => id === laneId);
  return lane === undefined ? null : named(lane.label);
}

/** What the lab's own texts are in a language. */
async function readCatalogue(language: Translation): Promise<Catalogue> {
  const file = join(import.meta.dirname, 'protocol', 'language', `${language}.json`);
  return catalogueSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}
