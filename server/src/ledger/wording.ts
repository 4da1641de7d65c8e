import { decimal } from '#protocol/language/decimal.ts';
import { say, sayCount } from '#protocol/language/say.ts';

/** A list longer than this is shortened. */
const LONGEST_LIST = 4;
const SHORTENED_TO = 3;

/** Request numbers for a sentence: `21, 22, 23`, and `21, 22, 23 …and 4 more` where there are many. */
export function numberList(numbers: readonly number[]): string {
  if (numbers.length <= LONGEST_LIST) return numbers.join(', ');
  const shown = numbers.slice(0, SHORTENED_TO).join(', ');
  return say('{numbers} …and {rest} more', { numbers: shown, rest: numbers.length - SHORTENED_TO });
}

/** Milliseconds for a sentence: `312 ms`, `3.004 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${decimal(`${Number((ms / 1000).toFixed(3))}`)} s`;
}

/** `1 request`, `3 requests`. */
export function requests(count: number): string {
  return sayCount(count, '{count} request', '{count} requests');
}

/** What stands between the last two of a list. */
export function and(): string {
  return say(' and ');
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')}${and()}${items.at(-1)}`;
}
