import type { KnobFace, KnobValue } from '#protocol/knob.ts';
import { knobAccepts } from '#protocol/knob-range.ts';

/** Reads what was typed for a knob; null for what it does not take. */
export function readKnob(face: KnobFace, text: string): KnobValue | null {
  const value = face.kind === 'integer' && text.trim() !== '' ? Number(text) : text;
  return knobAccepts(face, value) ? value : null;
}
