import { Refusal } from './refusal.ts';

/** What a shell would act on, outside of quotes. */
const OPERATORS = new Set(['|', '&', ';', '<', '>', '(', ')', '`']);
/** What a shell would expand, outside of single quotes: a variable, a command, a sum. */
const EXPANSION = /^\$[\w({?!#@*$-]/;
/** What a backslash takes its meaning from within double quotes (POSIX XCU 2.2.3). */
const ESCAPED_IN_QUOTES = new Set(['"', '\\', '$', '`']);

/**
 * Splits a line into words by a shell's rules for quotes. There is no shell: what one would expand, or connect commands with, is
 * refused. @throws Refusal
 */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let place = 0; place < line.length; place += 1) {
    const character = line.charAt(place);
    if (quote === "'") {
      if (character === "'") quote = null;
      else word += character;
      continue;
    }
    const next = line.charAt(place + 1);
    if (character === '\\' && next !== '' && (quote === null || ESCAPED_IN_QUOTES.has(next))) {
      word = (word ?? '') + next;
      place += 1;
    } else if (character === quote) quote = null;
    else if (EXPANSION.test(line.slice(place)) || character === '`') throw noShell(character);
    else if (quote !== null) word += character;
    else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (OPERATORS.has(character)) throw noShell(character);
    else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + character;
  }
  if (quote !== null) throw new Refusal(`The quote ${quote} is not closed.`, 2);
  return word === null ? words : [...words, word];
}

function noShell(character: string): Refusal {
  return new Refusal(
    `This is no shell: it makes nothing of ${character}. Type one command; quote with ' what is meant as text.`,
    2,
  );
}
