import type { Said } from '../language/say.ts';
import { said } from '../language/say.ts';

/** What a lesson consists of, in this order. */
export const STEPS = ['predict', 'run', 'look', 'explain', 'check'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_WORDS: Record<Step, Said> = {
  predict: said('Predict'),
  run: said('Run'),
  look: said('Look'),
  explain: said('Explain'),
  check: said('Check'),
};

export function isStep(word: unknown): word is Step {
  return STEPS.some((step) => step === word);
}
