import { z } from 'zod';
import type { KnobRange } from './knob-range.ts';
import { knobAccepts } from './knob-range.ts';

/**
 * A setting of a lab container that a scenario or a learner may turn. Its value reaches the program as a command-line argument
 * or an environment variable; the ranges here are the only values that ever do.
 */
const place = {
  label: z.string().min(1),
  /** The program's own option, such as `--threads`: the value follows it as the next argument. */
  argument: z
    .string()
    .regex(/^--[a-z][a-z-]*$/)
    .optional(),
  /** The environment variable that carries the value. */
  variable: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .optional(),
};

export const knobSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('choice'),
      values: z.array(z.string().regex(/^[A-Za-z0-9._-]+$/)).min(1),
      default: z.string(),
      ...place,
    }),
    z.strictObject({ kind: z.literal('integer'), min: z.int(), max: z.int(), default: z.int(), ...place }),
  ])
  .refine((knob) => (knob.argument === undefined) !== (knob.variable === undefined), {
    message: 'a knob has either an argument or a variable',
  })
  .refine((knob) => knobAccepts(knob, knob.default), { message: 'the default lies outside the knob’s own range' });
export type Knob = z.infer<typeof knobSchema>;

export const knobValueSchema = z.union([z.string().max(60), z.int()]);
export type KnobValue = z.infer<typeof knobValueSchema>;

export const knobValuesSchema = z.record(z.string().max(60), knobValueSchema);
export type KnobValues = z.infer<typeof knobValuesSchema>;

/** A knob as a page shows it: what it is called, what it takes, and where it stands unless somebody turns it. */
export type KnobFace = KnobRange & { label: string; default: KnobValue };
