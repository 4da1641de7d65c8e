import { speaking } from '#protocol/language/speaking.ts';

/** The locale that a date is written in. Where English is spoken, the given one, or else the browser's: `en` alone says no order. */
export function dateLocale(english?: string): string | undefined {
  const language = speaking();
  return language === 'en' ? english : language;
}
