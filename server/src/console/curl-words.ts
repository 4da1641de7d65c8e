import type { FlagWords } from '#protocol/console-words.ts';
import { CURL_OPTIONS } from '#protocol/console-words.ts';
import type { Command, CurlCommand } from './command.ts';
import { Refusal } from './refusal.ts';

/** How long a request may take in all, in seconds: unless it is said, and at the most. */
const DEFAULT_SECONDS = 10;
const MOST_SECONDS = 20;

const TRY_HELP = "curl: try 'curl --help' or 'curl --manual' for more information";
/** A header's name and what it may say (RFC 9110, 5.1 and 5.5), without anything that could end its line. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const FIELD_VALUE = /^[\x20-\x7e]*$/;
/** What the console writes itself: another value would be another connection, or another end of the body. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'upgrade']);

/** Reads the words after `curl`, as curl 7.88 does. @throws Refusal in its words, and its exit code */
export function readCurl(words: readonly string[]): Command {
  const left = [...words];
  const targets: string[] = [];
  const given = new Map<string, string[]>();
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--help' || word === '-h') return { kind: 'help', about: 'curl' };
    if (!word.startsWith('-') || word === '-') targets.push(word);
    else if (word.startsWith('--')) take(optionNamed(word, 'long', word.slice(2)), word, left, given);
    else takeLetters(word, left, given);
  }
  const [target, ...others] = targets;
  if (target === undefined) throw new Refusal(TRY_HELP, 2);
  if (others.length > 0) throw new Refusal('curl: the console sends one request at a time: name one URL.', 2);
  return commandOf(target, given);
}

type Given = Map<string, string[]>;

/** `-sS`, `-XPOST`, `-m2`: switches together, and a letter with its value behind it. */
function takeLetters(word: string, left: string[], given: Given): void {
  let letters = word.slice(1);
  while (letters !== '') {
    const option = optionNamed(word, 'short', letters.charAt(0));
    letters = letters.slice(1);
    const isBehind = option.value !== undefined && letters !== '';
    take(option, word, isBehind ? [letters] : left, given);
    if (isBehind) letters = '';
  }
}

function take({ long, value }: FlagWords, word: string, left: string[], given: Given): void {
  const text = value === undefined ? '' : left.shift();
  if (text === undefined) throw new Refusal(`curl: option ${word}: requires parameter\n${TRY_HELP}`, 2);
  if (value === 'number' && !(Number(text) >= 0 && text.trim() !== '')) {
    throw new Refusal(`curl: option ${word}: expected a proper numerical parameter\n${TRY_HELP}`, 2);
  }
  given.set(long, [...(given.get(long) ?? []), text]);
}

function optionNamed(word: string, by: 'long' | 'short', name: string): FlagWords {
  const option = CURL_OPTIONS.find((each) => each[by] === name);
  if (option !== undefined) return option;
  const known = CURL_OPTIONS.map(({ short }) => `-${short}`).join(' ');
  throw new Refusal(`curl: option ${word}: is unknown\nThe console’s curl knows ${known}.`, 2);
}

function commandOf(target: string, given: Given): CurlCommand {
  const data = given.get('data');
  const file = data?.find((text) => text.startsWith('@'));
  if (file !== undefined)
    throw new Refusal(`curl: the console reads no files: give -d the text itself, not ${file}.`, 26);
  const isHead = given.has('head');
  if (isHead && data !== undefined) {
    throw new Refusal('curl: -I and -d ask for two different requests: leave one of them out.', 2);
  }
  const method = given.get('request')?.at(-1) ?? (isHead ? 'HEAD' : data === undefined ? 'GET' : 'POST');
  if (!/^[A-Za-z]{1,20}$/.test(method)) throw new Refusal(`curl: ${method} is no method: -X POST, say.`, 2);
  const headers = (given.get('header') ?? []).flatMap(readHeader);
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  if (data !== undefined && !hasType) headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
  const seconds = Number(given.get('max-time')?.at(-1) ?? 0);
  return {
    kind: 'curl',
    target,
    method,
    headers,
    body: data?.join('&') ?? null,
    showsHead: isHead || given.has('include'),
    isSilent: given.has('silent') && !given.has('show-error'),
    // To curl 0 means without end.
    maxSeconds: seconds === 0 ? DEFAULT_SECONDS : Math.min(seconds, MOST_SECONDS),
  };
}

/** One that has no colon is left out, as curl does it. */
function readHeader(text: string): [string, string][] {
  const colon = text.indexOf(':');
  if (colon === -1) return [];
  const name = text.slice(0, colon).trim();
  const value = text.slice(colon + 1).trim();
  if (!TOKEN.test(name) || !FIELD_VALUE.test(value)) {
    throw new Refusal(`curl: "${text}" is no header: its name takes letters, digits and -, its value plain text.`, 2);
  }
  if (name.toLowerCase() === 'x-request-id') {
    throw new Refusal('curl: the lab’s own requests carry X-Request-Id: one from here would be taken for theirs.', 2);
  }
  if (OWN_HEADERS.has(name.toLowerCase())) throw new Refusal(`curl: the console writes ${name} itself.`, 2);
  return value === '' ? [] : [[name, value]];
}
