import type { Language } from '#protocol/language/languages.ts';
import { HEADINGS } from './markdown.ts';
import type { ScenarioProblem } from './scenario-problem.ts';

/** What is missing in a scenario's text: its sections, and a source for what it says. */
export function bodyProblems(file: string, text: string, language: Language = 'en'): ScenarioProblem[] {
  const titles = Object.values(HEADINGS[language]);
  const lines = text.split(/\r?\n/);
  const headings = lines.flatMap((line, index) =>
    line.startsWith('## ') ? [{ title: line.slice(3).trim(), index }] : [],
  );
  const last = { file, line: lines.length };
  const missing = titles.filter((title) => !headings.some((heading) => heading.title === title));
  const problems = missing.map((title) => ({ ...last, message: `the text has no section “## ${title}”; add it` }));
  const present = headings.filter(({ title }) => titles.includes(title)).map(({ title }) => title);
  const ordered = titles.filter((title) => present.includes(title));
  const strayed = headings.find(
    ({ title }) => titles.includes(title) && present.indexOf(title) !== ordered.indexOf(title),
  );
  if (strayed !== undefined) {
    const message = `“${strayed.title}” stands out of order; the order is ${titles.join(', ')}`;
    problems.push({ file, line: strayed.index + 1, message });
  }
  const sources = headings.find(({ title }) => title === HEADINGS[language].sources);
  if (sources !== undefined && !/\]\(https:\/\//.test(lines.slice(sources.index).join('\n'))) {
    const message = 'no source is linked; every fact of the text needs one: - [title](https://…): what it says';
    problems.push({ file, line: sources.index + 1, message });
  }
  return problems;
}
