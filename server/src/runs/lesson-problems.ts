import type { LaneId } from '#protocol/ids.ts';
import type { Solution } from '#protocol/lesson/lesson.ts';
import type { ScenarioFile } from '#protocol/scenario.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { toLabError } from '../errors.ts';
import { planRun } from './plan.ts';
import { ANY_ENGINE } from './scenario-view.ts';

/** Something that is wrong with a lesson, at its place in the frontmatter. */
interface LessonProblem {
  path: readonly PropertyKey[];
  words: string;
}

/** What of a scenario's lesson does not fit the scenario: lanes that are not there, and a solution that nobody could turn or run. */
export function lessonProblems(
  scenario: ScenarioFile,
  containers: ReadonlyMap<string, LabContainer>,
): LessonProblem[] {
  const { lesson, lanes } = scenario;
  if (lesson === undefined) return [];
  const stranger = (path: readonly PropertyKey[], id: string): LessonProblem[] =>
    lanes.some((lane) => lane.id === id) ? [] : [{ path, words: `the scenario has no lane ${id}` }];
  const problems = lesson.look.flatMap(({ lane }, index) => stranger(['lesson', 'look', index, 'lane'], lane));
  const { task } = lesson;
  if (task === undefined) return problems;
  const place = ['lesson', 'task'];
  problems.push(...Object.keys(task.want).flatMap((lane) => stranger([...place, 'want', lane], lane)));
  for (const [index, { unless }] of task.hints.entries()) {
    if (unless !== undefined && !scenario.knobs.includes(unless))
      problems.push({ path: [...place, 'hints', index, 'unless'], words: notOffered(scenario, unless) });
  }
  const { solution } = task;
  const turned = turnedBy(solution);
  for (const { path, name } of turned) {
    if (!scenario.knobs.includes(name))
      problems.push({ path: [...place, 'solution', ...path], words: notOffered(scenario, name) });
  }
  if (task.maxChanges !== undefined && turned.length > task.maxChanges) {
    const words = `the solution turns ${turned.length} things, and no more than ${task.maxChanges} may be turned`;
    problems.push({ path: [...place, 'maxChanges'], words });
  }
  const words = problems.length === 0 ? whyNotPlanned(scenario, solution, containers) : null;
  return words === null ? problems : [{ path: [...place, 'solution'], words }];
}

/** The knobs that a solution turns, by the names under which a scenario offers them. */
function turnedBy({ traffic, lanes = [] }: Solution): { path: readonly PropertyKey[]; name: string }[] {
  const ofTraffic = Object.keys(traffic ?? {}).map((name) => ({ path: ['traffic', name], name }));
  const ofLanes = lanes.flatMap(({ id: _, knobs = {}, ...settings }, index) => {
    const at = ['lanes', index];
    const own = Object.keys(knobs).map((name) => ({ path: [...at, 'knobs', name], name }));
    const others = Object.keys(settings).map((part) => {
      // A page turns the grace period of a stop, and no other part of a termination.
      return { path: [...at, part], name: part === 'termination' ? 'gracePeriodSeconds' : part };
    });
    return [...own, ...others];
  });
  return [...ofTraffic, ...ofLanes];
}

function notOffered({ knobs }: ScenarioFile, name: string): string {
  return `the scenario offers nobody ${name} to turn: name it in its knobs, which are ${knobs.join(', ')}`;
}

function whyNotPlanned(
  scenario: ScenarioFile,
  { traffic, lanes }: Solution,
  containers: ReadonlyMap<string, LabContainer>,
): string | null {
  const stops = new Set<LaneId>(
    scenario.lanes.flatMap(({ id, termination }) => (termination.kind === 'stop' ? [id] : [])),
  );
  const odd = lanes?.find(({ id, termination }) => termination && !(termination.kind === 'stop' && stops.has(id)));
  if (odd !== undefined) return `lane ${odd.id}: only the grace period of a docker stop can be turned`;
  try {
    planRun(scenario, { scenarioId: scenario.id, traffic, lanes }, containers, ANY_ENGINE);
    return null;
  } catch (error) {
    return toLabError(error).message.replace(/\.$/, '');
  }
}
