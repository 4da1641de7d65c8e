import type { RunSummary } from '#protocol/history.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, say } from '#protocol/language/say.ts';
import { dateLocale } from '../../lib/date-locale.ts';

export function engineWords(engine: RunSummary['engine']): string {
  return engine === 'docker' ? 'Docker' : say('Embedded engine');
}

export const STATUS_WORDS: Record<RunSummary['status'], Said> = {
  preparing: said('preparing'),
  ready: said('ready'),
  running: said('going on'),
  finished: said('finished'),
  invalid: said('invalid'),
  interrupted: said('interrupted'),
};

/** `Nov 22, 2026, 7:30 PM`, in the learner's own time zone. */
export function whenText(iso: string): string {
  const words = new Intl.DateTimeFormat(dateLocale('en'), { dateStyle: 'medium', timeStyle: 'short' });
  return words.format(new Date(iso));
}

/** A lane's numbers in a line. What is not known is no zero. */
export function numbersText({ due, completed, refused, lost, exitCode }: RunSummary['lanes'][number]): Said {
  return said('{due} due, {completed} completed, {refused} refused, <lost>{lost}</lost>, exit {exit}', {
    due,
    completed,
    refused,
    lost: lost === null ? said('lost unknown') : said('{lost} lost', { lost }),
    exit: exitCode ?? said('unknown'),
  });
}
