import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Where the page is built. */
export const DIST = join(import.meta.dirname, '..', 'client', 'dist');

/** The page itself, and what it fetches as soon as its lanes stand: all that opens, and the terminals. */
const ENTRY = 'index.html';
const SOON = ['src/menus.ts', 'src/features/terminal/log-terminal.ts', 'src/features/timeline/keys-help.tsx'];
/** Not of Vite's making: client/public/. */
const OWN = ['/theme.js', '/whole.js'];

const manifestSchema = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).default([]) }));

/**
 * The scripts of the built lab page, as paths from its root in alphabetical order: those before its lanes show, and those with timeline,
 * terminals and all that opens.
 * @throws Error where the page is not built, or has lost one of the parts that are fetched soon
 */
export async function pageScripts(): Promise<{ first: string[]; all: string[] }> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(DIST, '.vite', 'manifest.json'), 'utf8')));
  const files = (names: readonly string[], found = new Set<string>()): Set<string> => {
    for (const name of names) {
      const chunk = manifest[name];
      if (chunk === undefined)
        throw new Error(`The built page has no ${name}: say in page-scripts.ts what it fetches.`);
      if (found.has(`/${chunk.file}`)) continue;
      found.add(`/${chunk.file}`);
      files(chunk.imports, found);
    }
    return found;
  };
  return {
    first: [...OWN, ...files([ENTRY])].sort(),
    all: [...OWN, ...files([ENTRY, ...SOON])].sort(),
  };
}
