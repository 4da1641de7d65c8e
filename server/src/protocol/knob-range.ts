import type { Said } from './language/say.ts';
import { said } from './language/say.ts';

/** What a knob takes. */
export type KnobRange = { kind: 'choice'; values: readonly string[] } | { kind: 'integer'; min: number; max: number };

/** Whether a knob can be turned to a value. */
export function knobAccepts(knob: KnobRange, value: string | number): boolean {
  if (knob.kind === 'choice') return typeof value === 'string' && knob.values.includes(value);
  return Number.isInteger(value) && Number(value) >= knob.min && Number(value) <= knob.max;
}

/** What a knob accepts, in words for an error message. */
export function knobRange(knob: KnobRange): Said {
  return knob.kind === 'choice'
    ? said('one of {values}', { values: knob.values.join(', ') })
    : said('a whole number from {min} to {max}', { min: knob.min, max: knob.max });
}
