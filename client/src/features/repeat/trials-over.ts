import { say } from '#protocol/language/say.ts';
import type { RepeatView, Trial } from '#protocol/repeat.ts';

/** Trials that went to their end, measured or broken: one that was stopped half-way is none of them. */
export function trialsOver(results: readonly Trial[]): number {
  return results.filter(({ state }) => state !== 'stopped').length;
}

/** How far a repeat came that was stopped. */
export function stoppedText({ results, trials }: Pick<RepeatView, 'results' | 'trials'>): string {
  return say('Stopped after {done} of {trials} trials.', { done: trialsOver(results), trials });
}
