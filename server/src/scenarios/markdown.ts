import MarkdownIt from 'markdown-it';
import type { Language } from '#protocol/language/languages.ts';
import type { Sections } from '#protocol/scenario.ts';

// `html: false` escapes raw HTML: an author's Markdown can never bring a script or a style into the page.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** A scenario's whole text as HTML. */
export function renderBody(text: string): string {
  return markdown.render(text);
}

/** What a scenario's text consists of, in this order: the name by which the page has it, and its heading in each language. */
export const HEADINGS: Readonly<Record<Language, Readonly<Record<keyof Sections, string>>>> = {
  en: { question: 'The question', watch: 'What to watch', why: 'Why it is so', sources: 'Sources' },
  'pt-BR': { question: 'A pergunta', watch: 'O que observar', why: 'Por que é assim', sources: 'Fontes' },
};
const NAMES = ['question', 'watch', 'why', 'sources'] as const;

/** The same text in its sections, without their headings; what stands under another heading belongs to the section above it. */
export function renderSections(text: string, language: Language = 'en'): Sections {
  const headings = HEADINGS[language];
  const lines: Record<keyof Sections, string[]> = { question: [], watch: [], why: [], sources: [] };
  let current: string[] | null = null;
  let fenced = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const known = fenced ? undefined : NAMES.find((name) => line.trimEnd() === `## ${headings[name]}`);
    if (known === undefined) current?.push(line);
    else current = lines[known];
  }
  const html = (name: keyof Sections) => markdown.render(lines[name].join('\n'));
  return { question: html('question'), watch: html('watch'), why: html('why'), sources: html('sources') };
}
