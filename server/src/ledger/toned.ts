import type { Said } from '#protocol/language/say.ts';
import { toldParts } from '#protocol/language/say.ts';
import type { SentencePart } from '#protocol/run.ts';

/**
 * A text in the present language, in parts: what stands in the tag `good` or `bad` has that tone, the rest is plain. The tag `plain`
 * sets a part off from the rest and no more.
 */
export function toned(what: Said): SentencePart[] {
  return toldParts(what).map(({ tag, text }) => ({ text, tone: tag === 'good' || tag === 'bad' ? tag : 'plain' }));
}
