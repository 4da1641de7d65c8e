import { z } from 'zod';
import type { Catalogue, Language } from './languages.ts';
import { LANGUAGES } from './languages.ts';
import type { Said } from './say.ts';

export const languageSchema: z.ZodType<Language> = z.enum(LANGUAGES);

export const catalogueSchema: z.ZodType<Catalogue> = z.record(
  z.string(),
  z.union([z.string(), z.strictObject({ one: z.string(), other: z.string() })]),
);

/** Texts stand in texts: a reason in an error in an event. More than a few deep are nobody's. */
const MAX_DEPTH = 8;

const anySaidSchema: z.ZodType<Said> = z.lazy(() =>
  z
    .strictObject({
      text: z.string(),
      one: z.string().optional(),
      values: z.record(z.string(), z.union([z.string(), z.number(), anySaidSchema])).optional(),
    })
    .refine(hasPlacesOnce, { message: 'a place stands in a text once' }),
);

/**
 * What is kept with a run, or comes with another lab's report. It comes to no more than it takes itself: a place stands in a text but
 * once, or a few lines of a foreign file would be gigabytes when they are told.
 */
export const saidSchema: z.ZodType<Said> = anySaidSchema.refine((what) => depthOf(what) <= MAX_DEPTH, {
  message: `texts stand in texts, at most ${MAX_DEPTH} deep`,
});

function hasPlacesOnce({ text, one = '' }: Said): boolean {
  return [text, one].every((words) => {
    const places = words.match(/\{\w+\}/g) ?? [];
    return new Set(places).size === places.length;
  });
}

function depthOf({ values = {} }: Said): number {
  const inner = Object.values(values).filter((value) => typeof value === 'object');
  return 1 + Math.max(0, ...inner.map(depthOf));
}
