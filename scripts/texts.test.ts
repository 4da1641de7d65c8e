import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { TRANSLATIONS } from '../server/src/protocol/language/languages.ts';
import { findTexts } from './find-texts.ts';
import { allTexts, catalogueFaults, cataloguePath, readCatalogue } from './texts.ts';

const SAY = "import { said, say, sayCount } from '#protocol/language/say.ts';\n";

test('everything that the lab says can be translated, and is', () => {
  const { texts, faults } = allTexts();
  expect(faults).toEqual([]);
  for (const language of TRANSLATIONS) {
    const file = relative('.', cataloguePath(language));
    expect(catalogueFaults(readCatalogue(language), texts, file)).toEqual([]);
  }
});

test('a text is found where it is said, once for each of its forms', () => {
  const source = `${SAY}const a = said('One');\nconst b = () => say(a ? 'Two' : 'Three');\nconst c = (n: number) => sayCount(n, '{count} row', '{count} rows');`;
  expect(findTexts('a.ts', source)).toEqual({
    texts: [
      { file: 'a.ts', line: 2, text: 'One', one: null },
      { file: 'a.ts', line: 3, text: 'Two', one: null },
      { file: 'a.ts', line: 3, text: 'Three', one: null },
      { file: 'a.ts', line: 4, text: '{count} rows', one: '{count} row' },
    ],
    faults: [],
  });
});

test.each([
  [`${SAY}const a = say('Too early');`, 2, 'say() speaks before the reader'],
  [`${SAY}const a = () => say(\`No \${literal}\`);`, 2, 'say() takes a text as it is'],
  ['const a = () => <p>Left in English</p>;', 1, 'is not translated: Left in English'],
  ['const a = () => <button aria-label="Close it" />;', 1, 'aria-label is not translated: Close it'],
  ['const a = () => <button aria-label={`Close it`} />;', 1, 'aria-label is not translated: Close it'],
  ["new LabError('not-found', 'There is none.');", 1, 'an error is not translated'],
])('%j is told with its line', (source, line, message) => {
  const [fault] = findTexts('a.tsx', source).faults;
  expect(fault).toMatchObject({ file: 'a.tsx', line });
  expect(fault?.message).toContain(message);
});

test('words of another module, commands and names are no texts of the lab', () => {
  const source =
    "import { say } from './console.ts';\nsay('To a terminal');\nconst a = () => <code>docker kill</code>;";
  expect(findTexts('a.tsx', source)).toEqual({ texts: [], faults: [] });
});

test('a catalogue that lacks a text, has one too many, or loses a place, is told', () => {
  const text = (words: string, one: string | null = null) => ({ file: 'a.ts', line: 1, text: words, one });
  const texts = [text('Lost'), text('{lane} lost <b>{lost}</b>'), text('{count} rows', '{count} row')];
  const catalogue = {
    '{lane} lost <b>{lost}</b>': '{lane} perdeu {lost}',
    '{count} rows': '{count} linhas',
    Gone: 'Foi',
  };
  expect(catalogueFaults(catalogue, texts, 'x.json').map(({ message }) => message)).toEqual([
    'has no translation in x.json: Lost',
    'its places and tags are not </b> <b> {lane} {lost}: {lane} lost <b>{lost}</b>',
    'it counts, and needs one and other: {count} rows',
    'nothing says this any more: Gone',
  ]);
});
