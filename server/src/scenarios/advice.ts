import { z } from 'zod';

/** What an author can do about a part that the schema refuses; empty where the message says it already. */
export function adviceFor(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return `add it: ${issue.expected}`;
  if (issue.code === 'invalid_value') return meant(issue.values.map(String), String(issue.input));
  if (issue.code !== 'invalid_union') return '';
  if (issue.discriminator === undefined) return alternatives(issue);
  const typed: unknown = Reflect.get(Object(issue.input), issue.discriminator);
  // The types do not know of them, the issue has them.
  const options: unknown = Reflect.get(issue, 'options');
  return typed === undefined ? 'add it' : meant(Array.isArray(options) ? options.map(String) : [], String(typed));
}

/** What an author can do about a part that a file of this schema never has. */
export function adviceForName(name: string, schema: z.ZodType): string {
  return meant(knownNames(schema), name) || 'remove it';
}

/** Every name that a file may have somewhere: what a slip was probably meant to be. */
function knownNames(schema: z.ZodType): string[] {
  return [...namesIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))];
}

function namesIn(schema: unknown, names = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return names;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && typeof value === 'object' && value !== null)
      for (const name of Object.keys(value)) names.add(name);
    namesIn(value, names);
  }
  return names;
}

/** `it takes a number or [from, to]`. */
function alternatives({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const words = errors.flatMap(([first]) => {
    if (first?.code === 'invalid_type') return [first.expected === 'tuple' ? '[from, to]' : `a ${first.expected}`];
    return first?.code === 'invalid_value' ? [first.values.join(', ')] : [];
  });
  return words.length === 0 ? '' : `it takes ${words.join(' or ')}`;
}

function meant(known: readonly string[], typed: string): string {
  const near = known.find((name) => isNear(name, typed));
  return near === undefined ? '' : `did you mean ${near}?`;
}

/** Whether two names differ by a slip: the same letters but for case, or one letter more, less or other. */
function isNear(name: string, typed: string): boolean {
  const [one, other] = [name.toLowerCase(), typed.toLowerCase()];
  if (one === other) return true;
  if (Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < Math.min(one.length, other.length) && one[from] === other[from]) from += 1;
  const [restOne, restOther] = [one.slice(from), other.slice(from)];
  return restOne.slice(1) === restOther.slice(1) || restOne.slice(1) === restOther || restOne === restOther.slice(1);
}
