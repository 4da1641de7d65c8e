import { inLanguage, speaking, translationOf } from './speaking.ts';

/** What goes into a text: a word, a number, or a text of its own. */
export type SaidValue = string | number | Said;

/**
 * A text before it is put into a language: the English one with its `{places}`, and what goes into them. Kept with what it tells of,
 * so that each reader has it in their own language.
 */
export interface Said {
  text: string;
  /** Where the text counts: what it is for one. `text` is for every other number. */
  one?: string;
  values?: Readonly<Record<string, SaidValue>>;
}

type Places<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | Places<Rest>
  : never;

/** The values that a text has places for, but for those that come otherwise: none, where it has none. */
type ValuesOf<Text extends string, Known extends string = never> = [Exclude<Places<Text>, Known>] extends [never]
  ? []
  : [values: Readonly<Record<Exclude<Places<Text>, Known>, SaidValue>>];

/**
 * A text to be told later, or to be kept. `scripts/texts.ts` finds each by its name and wants it in every catalogue, so the text stands
 * here as it is: a literal.
 */
export function said<const Text extends string>(text: Text, ...[values]: ValuesOf<Text>): Said {
  return values === undefined ? { text } : { text, values };
}

/** A text that counts: `{count}` is how many. */
export function saidCount<const Text extends string>(
  count: number,
  one: string,
  other: Text,
  ...[values]: ValuesOf<Text, 'count'>
): Said {
  return { text: other, one, values: { ...values, count } };
}

/** A text in the present language. */
export function say<const Text extends string>(text: Text, ...values: ValuesOf<Text>): string {
  return told(said(text, ...values));
}

/** A text that counts, in the present language. */
export function sayCount<const Text extends string>(
  count: number,
  one: string,
  other: Text,
  ...values: ValuesOf<Text, 'count'>
): string {
  return told(saidCount(count, one, other, ...values));
}

/** What was said, in the present language; in English where the language has no words for it. */
export function told(what: Said): string {
  return filled(templateOf(what), what.values);
}

/** A piece of a text, and the tag that it stands in: `<link>here</link>`. Null outside of any; no tag stands in another. */
export interface ToldPart {
  tag: string | null;
  text: string;
}

/** What was said, in the present language, in the pieces that its tags make: for a page, which draws each its own way. */
export function toldParts(what: Said): ToldPart[] {
  // Only the text's own tags are tags: what its values look like means nothing.
  return templateOf(what)
    .split(/(<(\w+)>.*?<\/\2>)/s)
    .reduce<ToldPart[]>((parts, piece, index) => {
      if (index % 3 === 2 || piece === '') return parts;
      const [, tag, inner] = /^<(\w+)>(.*)<\/\1>$/s.exec(piece) ?? [];
      const isTag = index % 3 === 1 && tag !== undefined;
      parts.push({ tag: isTag ? tag : null, text: filled(isTag ? (inner ?? '') : piece, what.values) });
      return parts;
    }, []);
}

function templateOf({ text, one, values }: Said): string {
  const translation = translationOf(text);
  const count = values?.count;
  if (typeof translation === 'object')
    return typeof count === 'number' && isOne(count) ? translation.one : translation.other;
  const english = one !== undefined && count === 1 ? one : text;
  return translation ?? english;
}

/** What was said, in English, whatever is spoken: for logs, scripts, and what is kept. */
export function english(what: Said): string {
  return inLanguage('en', () => told(what));
}

/**
 * A name that stands in a file and not in the code, such as a knob's or a lane's, in the present language; as it is where nobody has
 * translated it.
 */
export function named(name: string): string {
  const translation = translationOf(name);
  return typeof translation === 'string' ? translation : name;
}

/** By language: a rule takes longer to make than to use. */
const rules = new Map<string, Intl.PluralRules>();

function isOne(count: number): boolean {
  const rule = rules.get(speaking()) ?? new Intl.PluralRules(speaking());
  rules.set(speaking(), rule);
  return rule.select(count) === 'one';
}

function filled(template: string, values: Said['values'] = {}): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return place;
    return typeof value === 'object' ? told(value) : String(value);
  });
}
