import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScenarioFile } from '#protocol/scenario.ts';
import { scenarioSchema } from '#protocol/scenario.ts';
import { renderBody, renderSections } from './markdown.ts';
import { readMarkedFile } from './marked-file.ts';
import { brokenRules } from './rules.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import { problemAt } from './told.ts';

/** A scenario, and where in its file each part of it stands. */
export interface ReadScenario {
  file: string;
  scenario: ScenarioFile;
  lineOf(path: readonly PropertyKey[]): number;
}

export interface LoadedScenarios {
  /** In the order of their `order`. */
  scenarios: ReadScenario[];
  problems: ScenarioProblem[];
}

/** Reads every scenario of a folder; a broken one is reported and the others still load. */
export async function loadScenarios(folder: string): Promise<LoadedScenarios> {
  const loaded: LoadedScenarios = { scenarios: [], problems: [] };
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  for (const name of names) {
    const file = join(folder, name);
    const read = readScenario(file, await readFile(file, 'utf8'));
    if ('problems' in read) loaded.problems.push(...read.problems);
    else if (loaded.scenarios.some(({ scenario }) => scenario.id === read.scenario.id)) {
      const message = `id: another scenario already has the id ${read.scenario.id}; each needs its own`;
      loaded.problems.push({ file, line: read.lineOf(['id']), message });
    } else loaded.scenarios.push(read);
  }
  loaded.scenarios.sort((one, other) => one.scenario.order - other.scenario.order);
  return loaded;
}

/** Reads one scenario: YAML frontmatter between two lines of `---`, then Markdown. */
export function readScenario(file: string, text: string): ReadScenario | { problems: ScenarioProblem[] } {
  const read = readMarkedFile(file, text, scenarioSchema);
  if ('problems' in read) return read;
  const { value, body, lineOf } = read;
  const broken = brokenRules(value).map(({ path, message }) => problemAt(file, path, message, lineOf));
  if (broken.length > 0) return { problems: broken };
  const scenario = { ...value, body: renderBody(body), sections: renderSections(body) };
  return { file, scenario, lineOf };
}
