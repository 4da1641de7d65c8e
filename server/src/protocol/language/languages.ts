/** The languages that the lab speaks, as BCP 47 names them: English is what the code is written in, the others have a catalogue. */
export const LANGUAGES = ['en', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages that need a catalogue. */
export type Translation = Exclude<Language, 'en'>;
export const TRANSLATIONS: readonly Translation[] = LANGUAGES.filter((language) => language !== 'en');

/** What each is called by those who speak it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'pt-BR': 'Português (Brasil)' };

/** The first language of a list of BCP 47 tags that the lab speaks, by its whole tag or by its language alone; null where it speaks none. */
export function preferredLanguage(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    const [wanted] = tag.toLowerCase().split('-');
    const found =
      LANGUAGES.find((language) => language.toLowerCase() === tag.toLowerCase()) ??
      LANGUAGES.find((language) => language.split('-')[0] === wanted);
    if (found !== undefined) return found;
  }
  return null;
}

/** By the English text, with its `{places}`: what a language says instead; both forms, where the text counts. */
export type Catalogue = Readonly<Record<string, string | { readonly one: string; readonly other: string }>>;
