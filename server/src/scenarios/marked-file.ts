import type { z } from 'zod';
import { Frontmatter } from './frontmatter.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import { told } from './told.ts';

/** A file of an author's: its frontmatter, checked, and the Markdown behind it. */
export interface MarkedFile<Value> {
  value: Value;
  body: string;
  /** Where in the file a part of the frontmatter stands. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML frontmatter between two lines of `---`, then Markdown; or what is wrong with it, and where. */
export function readMarkedFile<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): MarkedFile<z.infer<Schema>> | { problems: ScenarioProblem[] } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (match === null)
    return { problems: [{ file, line: 1, message: 'it must begin with frontmatter between two lines of ---' }] };
  const [, head = '', body = ''] = match;
  const frontmatter = Frontmatter.parse(head);
  if ('errors' in frontmatter) return { problems: frontmatter.errors.map((error) => ({ file, ...error })) };
  const lineOf = (path: readonly PropertyKey[]) => frontmatter.lineOf(path);
  const parsed = schema.safeParse(frontmatter.value, { reportInput: true });
  return parsed.success
    ? { value: parsed.data, body, lineOf }
    : { problems: parsed.error.issues.flatMap((issue) => told(file, issue, lineOf, schema)) };
}
