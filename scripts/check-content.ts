/**
 * Checks a folder of scenarios, and the course and the translations beside it, as the lab does when it starts, and what only an author can see to:
 * `npm run check:content -- DIR`.
 * Needs no engine and no network. Exits with 1 where anything is wrong, each with file, line and what to do.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PROJECT_ROOT } from '../server/src/config.ts';
import { loadLabContainers } from '../server/src/engines/lab-container.ts';
import { TRANSLATIONS } from '../server/src/protocol/language/languages.ts';
import { loadCatalogue } from '../server/src/runs/catalogue.ts';
import { bodyProblems } from '../server/src/scenarios/body.ts';
import { loadCourse } from '../server/src/scenarios/course.ts';
import { translationProblems } from './translation-problems.ts';

const [folder = 'server/content/scenarios', ...rest] = process.argv.slice(2);
if (rest.length > 0) {
  console.error('Usage: npm run check:content -- [DIR]');
  process.exit(2);
}
// What `--content` takes has them in a folder of its own.
const place = existsSync(join(folder, 'scenarios')) ? resolve(folder, 'scenarios') : resolve(folder);
const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
const { scenarios, problems } = await loadCatalogue(place, containers).catch((error: unknown) => {
  console.error(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
const names = (await readdir(place)).filter((name) => name.endsWith('.md')).sort();
if (names.length === 0) {
  console.error(`${folder} has no scenario: files that end in .md, there or in its folder scenarios.`);
  process.exit(1);
}
const inFiles = await Promise.all(
  names.map(async (name) => {
    const file = join(place, name);
    const text = await readFile(file, 'utf8');
    // One without frontmatter is told of already.
    if (!text.startsWith('---')) return [];
    const id = /^id: *(\S+) *$/m.exec(text)?.[1];
    const isCalled = id === undefined || `${id}.md` === basename(file);
    const misnamed = { file, line: 2, message: `id: the file of scenario ${id} must be called ${id}.md` };
    return [...(isCalled ? [] : [misnamed]), ...bodyProblems(file, text)];
  }),
);
const content = dirname(place);
const course = await loadCourse(join(content, 'course.yaml'), scenarios);
// A language that is not begun lacks nothing.
const begun = TRANSLATIONS.filter((language) => existsSync(join(content, language)));
const inLanguages = await Promise.all(
  begun.map((language) => translationProblems(join(content, language), scenarios, course.course, language)),
);
const all = [...problems, ...inFiles.flat(), ...course.problems, ...inLanguages.flat()].sort(
  (one, other) => one.file.localeCompare(other.file) || one.line - other.line,
);
for (const { file, line, message } of all) console.error(`${file}:${line}: ${message}`);
console.log(
  `${scenarios.length} scenarios can be run; ${all.length === 0 ? 'nothing is wrong' : `${all.length} things are wrong`}.`,
);
process.exitCode = all.length === 0 ? 0 : 1;
