import { sayCount } from '#protocol/language/say.ts';

/** The noun, over a column or a group of buttons. In English it looks like the verb that names a step of a lesson. */
export function runNoun(): string {
  return sayCount(1, 'Run', 'Runs');
}
