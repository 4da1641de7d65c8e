import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { isMap, LineCounter, parseDocument } from 'yaml';
import type { ScenarioFile } from '#protocol/scenario.ts';
import { scenarioSchema } from '#protocol/scenario.ts';

// `html: false` escapes raw HTML: an author's Markdown can never bring a script or a style into the page.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** A file that is no scenario, with the line where it goes wrong. */
export interface ScenarioProblem {
  file: string;
  line: number;
  message: string;
}

export interface Catalogue {
  /** In the order of their `order`. */
  scenarios: ScenarioFile[];
  problems: ScenarioProblem[];
}

/** Reads every scenario of a folder; a broken one is reported and the others still load. */
export async function loadScenarios(folder: string): Promise<Catalogue> {
  const catalogue: Catalogue = { scenarios: [], problems: [] };
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  for (const name of names) {
    const file = join(folder, name);
    const read = readScenario(file, await readFile(file, 'utf8'));
    if ('problems' in read) catalogue.problems.push(...read.problems);
    else if (catalogue.scenarios.some(({ id }) => id === read.scenario.id)) {
      catalogue.problems.push({ file, line: 1, message: `another scenario already has the id ${read.scenario.id}` });
    } else catalogue.scenarios.push(read.scenario);
  }
  catalogue.scenarios.sort((one, other) => one.order - other.order);
  return catalogue;
}

/** Reads one scenario: YAML frontmatter between two lines of `---`, then Markdown. */
export function readScenario(
  file: string,
  text: string,
): { scenario: ScenarioFile } | { problems: ScenarioProblem[] } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (match === null) {
    return { problems: [{ file, line: 1, message: 'it must begin with frontmatter between two lines of ---' }] };
  }
  const [, frontmatter = '', body = ''] = match;
  const lineCounter = new LineCounter();
  const document = parseDocument(frontmatter, { lineCounter });
  // The frontmatter begins on the file's second line.
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file,
      line: lineAt(error.pos[0]),
      message: error.message.split('\n')[0] ?? error.message,
    }));
    return { problems };
  }
  const parsed = scenarioSchema.safeParse(document.toJS());
  if (parsed.success) return { scenario: { ...parsed.data, body: markdown.render(body) } };
  const problems = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(document, issue.path, lineAt),
    message: `${issue.path.join('.')}: ${issue.message}`,
  }));
  return { problems };
}

/** The line of the innermost part of a path that the document has. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  lineAt: (offset: number) => number,
): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [offset] = node.range;
      if (typeof offset === 'number') return lineAt(offset);
    }
  }
  return isMap(document.contents) && document.contents.range ? lineAt(document.contents.range[0]) : 1;
}
