import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueSchema } from '#protocol/language/schemas.ts';

const file = join(import.meta.dirname, '../../server/src/protocol/language/pt-BR.json');
const catalogue = catalogueSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** What the page says in Portuguese for an English text of the code. @throws Error where its catalogue has no such text */
export function pt(english: string, values: Readonly<Record<string, string>> = {}): string {
  const translation = catalogue[english];
  if (typeof translation !== 'string') throw new Error(`The catalogue has no text “${english}”.`);
  return translation.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
