import type { z } from 'zod';
import { adviceFor, adviceForName } from './advice.ts';
import type { ScenarioProblem } from './scenario-problem.ts';

type LineOf = (path: readonly PropertyKey[]) => number;

/** What a schema has against a file, each part at its line. */
export function told(file: string, issue: z.core.$ZodIssue, lineOf: LineOf, schema: z.ZodType): ScenarioProblem[] {
  if (issue.code === 'unrecognized_keys') {
    // Each part that is too much, and not what has it.
    return issue.keys.map((key) => {
      const words = `there is no such part; ${adviceForName(key, schema)}`;
      return problemAt(file, [...issue.path, key], words, lineOf);
    });
  }
  const advice = adviceFor(issue);
  return [problemAt(file, issue.path, `${issue.message}${advice === '' ? '' : `; ${advice}`}`, lineOf)];
}

export function problemAt(
  file: string,
  path: readonly PropertyKey[],
  words: string,
  lineOf: LineOf,
): ScenarioProblem {
  return { file, line: lineOf(path), message: `${path.join('.')}: ${words}` };
}
