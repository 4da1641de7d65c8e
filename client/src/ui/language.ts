import type { Language, Translation } from '#protocol/language/languages.ts';
import { LANGUAGES, preferredLanguage } from '#protocol/language/languages.ts';
import { learnLanguage, speak } from '#protocol/language/speaking.ts';
import { recall, remember } from './remembered.ts';

const KEY = 'lab-language';

/** The reader's language: a remembered choice, else the first of the browser's that the lab speaks, else English. */
export function readersLanguage(): Language {
  const choice = recall(KEY);
  return LANGUAGES.find((language) => language === choice) ?? preferredLanguage(navigator.languages) ?? 'en';
}

/** Remembers a choice, and loads the page in it: the run goes on, and the page comes back to it. */
export function chooseLanguage(language: Language): void {
  remember(KEY, language);
  location.reload();
}

/** Speaks a language from now on; English where its texts cannot be fetched. */
export async function speakLanguage(language: Language): Promise<void> {
  if (language !== 'en') {
    try {
      learnLanguage(language, await CATALOGUES[language]());
    } catch {
      return;
    }
  }
  speak(language);
  document.documentElement.lang = language;
}

// English stands in the code: only another language's texts are fetched.
const CATALOGUES = {
  'pt-BR': async () => (await import('#protocol/language/pt-BR.json')).default,
} satisfies Record<Translation, unknown>;
