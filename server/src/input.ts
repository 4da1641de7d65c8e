import type { z } from 'zod';
import { LabError } from './errors.ts';

/**
 * Input from outside, checked.
 * @throws LabError `invalid-input` that names each place and what it takes
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map(describe);
  throw new LabError('invalid-input', `The lab cannot use this: ${problems.join('; ')}.`);
}

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
