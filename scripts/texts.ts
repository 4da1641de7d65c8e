/**
 * What the lab says to people, as far as its code says it, and what each language makes of it:
 * `npm run texts` tells what is wrong, with file and line; `npm run texts -- FOLDER …` prints the texts of some folders as JSON.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Catalogue, Translation } from '../server/src/protocol/language/languages.ts';
import { TRANSLATIONS } from '../server/src/protocol/language/languages.ts';
import { catalogueSchema } from '../server/src/protocol/language/schemas.ts';
import { namesOfContainers } from './container-names.ts';
import type { Fault, FoundText } from './find-texts.ts';
import { findTexts } from './find-texts.ts';

const root = resolve(import.meta.dirname, '..');
const SAYING = ['client/src', 'server/src'];

/** Every text of the code and of the lab containers, and what stands in the way of translating it. */
export function allTexts(): { texts: FoundText[]; faults: Fault[] } {
  const files = SAYING.flatMap((folder) => sources(folder));
  const found = files.map((file) => findTexts(relative(root, file), readFileSync(file, 'utf8')));
  return {
    texts: [...found.flatMap(({ texts }) => texts), ...namesOfContainers(root)],
    faults: found.flatMap(({ faults }) => faults),
  };
}

function sources(folder: string): string[] {
  return globSync('**/*.{ts,tsx}', { cwd: join(root, folder) })
    .filter((name) => !/\.(test|contract|fixture)\b|testing\.ts$|^engines\/fake|protocol\/language/.test(name))
    .map((name) => join(root, folder, name))
    .sort();
}

/** Where a language's catalogue stands. */
export const cataloguePath = (language: Translation) =>
  join(root, 'server', 'src', 'protocol', 'language', `${language}.json`);

export function readCatalogue(language: Translation): Catalogue {
  const path = cataloguePath(language);
  return existsSync(path) ? catalogueSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
}

/** What a catalogue lacks, has too much of, or says with other places or tags than the English text. */
export function catalogueFaults(catalogue: Catalogue, texts: readonly FoundText[], file: string): Fault[] {
  const known = new Map(texts.map((text) => [text.text, text]));
  const missing = [...known.values()]
    .filter(({ text }) => catalogue[text] === undefined)
    .map(({ file: from, line, text }) => ({ file: from, line, message: `has no translation in ${file}: ${text}` }));
  const others = Object.entries(catalogue).flatMap(([text, translation]): Fault[] => {
    const about = (message: string) => [{ file, line: 1, message: `${message}: ${text}` }];
    const found = known.get(text);
    if (found === undefined) return about('nothing says this any more');
    if ((found.one === null) !== (typeof translation === 'string'))
      return about(
        found.one === null ? 'it does not count, and needs one text' : 'it counts, and needs one and other',
      );
    const forms = typeof translation === 'string' ? [translation] : [translation.one, translation.other];
    const wanted = marksOf(text);
    const isOdd = forms.some(
      (form) =>
        marksOf(form)
          .filter((mark) => mark !== '{count}')
          .join() !== wanted.filter((mark) => mark !== '{count}').join(),
    );
    return isOdd ? about(`its places and tags are not ${wanted.join(' ')}`) : [];
  });
  return [...missing, ...others];
}

const marksOf = (text: string) => [...new Set(text.match(/\{\w+\}|<\/?\w+>/g) ?? [])].sort();

if (import.meta.main) {
  const { texts, faults } = allTexts();
  const folders = process.argv.slice(2);
  if (folders.length > 0) {
    const own = texts.filter(({ file }) => folders.some((folder) => file.startsWith(folder.replace(/\/$/, ''))));
    console.log(
      JSON.stringify(
        Object.fromEntries(own.map(({ text, one }) => [text, one === null ? '' : { one, other: '' }])),
        null,
        2,
      ),
    );
  } else {
    const wrong = TRANSLATIONS.flatMap((language) =>
      catalogueFaults(readCatalogue(language), texts, relative(root, cataloguePath(language))),
    );
    const all = [...faults, ...wrong];
    for (const { file, line, message } of all) console.error(`${file}:${line}: ${message}`);
    console.log(`${texts.length} texts, ${all.length} faults`);
    process.exitCode = all.length > 0 ? 1 : 0;
  }
}
