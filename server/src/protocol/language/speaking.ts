import type { Catalogue, Language, Translation } from './languages.ts';

const catalogues = new Map<Language, Catalogue>();
let present: Language = 'en';

/** The language that is spoken now. */
export function speaking(): Language {
  return present;
}

/** What the present language says for a text; undefined for English, and for what no catalogue has. */
export function translationOf(text: string): Catalogue[string] | undefined {
  const catalogue = catalogues.get(present);
  // What is looked up may be anybody's words: `constructor` is no text.
  return catalogue !== undefined && Object.hasOwn(catalogue, text) ? catalogue[text] : undefined;
}

/** Makes a language known. It is spoken from `speak` on, or within `inLanguage`. */
export function learnLanguage(language: Translation, catalogue: Catalogue): void {
  catalogues.set(language, catalogue);
}

/** All that is known of a language: for a file that has to speak it by itself. */
export function catalogueOf(language: Translation): Catalogue {
  return catalogues.get(language) ?? {};
}

/** Speaks a language from now on: for a page, which has one reader. */
export function speak(language: Language): void {
  present = language;
}

/**
 * Speaks a language while something is worked out: for a server, whose readers differ. The work is done when it returns; what goes on
 * after that speaks English, which is also what is kept.
 */
export function inLanguage<T>(language: Language, work: () => T extends PromiseLike<unknown> ? never : T): T {
  const before = present;
  present = language;
  try {
    return work();
  } finally {
    present = before;
  }
}
