import type { ScenarioView } from '#protocol/scenario.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { toLabError } from '../errors.ts';
import type { ScenarioProblem } from '../scenarios/scenario-problem.ts';
import type { ReadScenario } from '../scenarios/scenarios.ts';
import { loadScenarios } from '../scenarios/scenarios.ts';
import { lessonProblems } from './lesson-problems.ts';
import { viewScenario } from './scenario-view.ts';

export interface Catalogue {
  /** The scenarios that can be run, in their order. */
  scenarios: ScenarioView[];
  /** What is wrong with the others. */
  problems: ScenarioProblem[];
}

/** Reads the scenarios of a folder and holds each against the lab containers that there are. */
export async function loadCatalogue(
  folder: string,
  containers: ReadonlyMap<string, LabContainer>,
): Promise<Catalogue> {
  const { scenarios, problems } = await loadScenarios(folder);
  const catalogue: Catalogue = { scenarios: [], problems: [...problems] };
  for (const read of scenarios) {
    const found = problemsOf(read, containers);
    if (found.length > 0) catalogue.problems.push(...found);
    else catalogue.scenarios.push(viewScenario(read.scenario, containers));
  }
  return catalogue;
}

/** What keeps a scenario from being run, at its place: the schema has nothing to say against it. */
function problemsOf(
  { file, scenario, lineOf }: ReadScenario,
  containers: ReadonlyMap<string, LabContainer>,
): ScenarioProblem[] {
  const problem = (path: readonly PropertyKey[], words: string): ScenarioProblem => {
    return { file, line: lineOf(path), message: `${path.join('.')}: ${words}` };
  };
  const strangers = scenario.lanes.flatMap((lane, index) =>
    (['container', 'balancer'] as const).flatMap((part) => {
      const name = lane[part];
      if (name === undefined || containers.has(name)) return [];
      const words = `there is no lab container ${name}; there are ${[...containers.keys()].sort().join(', ')}`;
      return [problem(['lanes', index, part], words)];
    }),
  );
  if (strangers.length > 0) return strangers;
  for (const [index, lane] of scenario.lanes.entries()) {
    const check = (knobs: typeof lane.knobs) =>
      whyNot({ ...scenario, knobs: [], lanes: [{ ...lane, knobs }] }, containers);
    const bare = check({});
    if (bare !== null) return [problem(['lanes', index], bare)];
    for (const [name, value] of Object.entries(lane.knobs)) {
      const words = check({ [name]: value });
      if (words !== null) return [problem(['lanes', index, 'knobs', name], words)];
    }
  }
  const unturned = scenario.knobs.flatMap((name, index) => {
    const words = whyNot({ ...scenario, knobs: [name] }, containers);
    return words === null ? [] : [problem(['knobs', index], words)];
  });
  if (unturned.length > 0) return unturned;
  return lessonProblems(scenario, containers).map(({ path, words }) => problem(path, words));
}

function whyNot(scenario: ReadScenario['scenario'], containers: ReadonlyMap<string, LabContainer>): string | null {
  try {
    viewScenario(scenario, containers);
    return null;
  } catch (error) {
    return toLabError(error).message.replace(/\.$/, '');
  }
}
