import type { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import { LabError } from './errors.ts';

/**
 * Input from outside, checked.
 * @param within the place of the input where it is part of a larger one, such as `lanes.0`
 * @throws LabError `invalid-input` that names each place and what it takes
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, within = ''): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => describe(issue, within));
  throw new LabError(
    'invalid-input',
    said('The lab cannot use this: {problems}.', { problems: problems.join('; ') }),
  );
}

function describe(issue: z.core.$ZodIssue, within: string): string {
  const place = [...(within === '' ? [] : [within]), ...issue.path].join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
