import type { ReactNode } from 'react';
import { Fragment } from 'react';
import type { Said } from '#protocol/language/say.ts';
import { toldParts } from '#protocol/language/say.ts';

interface RichProps {
  /** A text with tags in it: `<link>Go there</link>.` */
  said: Said;
  /** What each of its tags draws; `b` and `code` are what they are in HTML. */
  with?: Readonly<Record<string, (words: string) => ReactNode>>;
}

/** A text of which some words are drawn otherwise: a link, a number in bold. Each language puts them where it wants. */
export function Rich({ said, with: tags = {} }: RichProps) {
  return toldParts(said).map(({ tag, text }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part has no other name than its place
    <Fragment key={index}>{tag === null ? text : ({ ...PLAIN, ...tags }[tag]?.(text) ?? text)}</Fragment>
  ));
}

const PLAIN: Readonly<Record<string, (words: string) => ReactNode>> = {
  b: (words) => <b>{words}</b>,
  code: (words) => <code>{words}</code>,
};
