import { z } from 'zod';
import type { RunSummary } from '#protocol/history.ts';
import { runSummarySchema } from '#protocol/history.ts';
import { TRANSLATIONS } from '#protocol/language/languages.ts';
import { named } from '#protocol/language/say.ts';
import { languageSchema } from '#protocol/language/schemas.ts';
import { inLanguage, speaking } from '#protocol/language/speaking.ts';
import type { RunView } from '#protocol/run.ts';
import { provesNothing } from '#protocol/run-over.ts';
import { toldChange, toldLabel } from '../runs/told-run.ts';

/** A run in a line of the history's list, as it is kept: in English, and its sentence in every other language, too. */
export const keptSummarySchema = runSummarySchema.extend({
  sentences: z.partialRecord(languageSchema, z.string()).optional(),
});
export type KeptSummary = z.infer<typeof keptSummarySchema>;

/** The line to keep of a run that is over: what its sentence follows from need not be read again to tell it. */
export function summaryToKeep(run: { view(): RunView }): KeptSummary {
  const summary = summaryOf(run.view());
  if (summary.sentence === null) return summary;
  const sentences = TRANSLATIONS.flatMap((language): [typeof language, string][] => {
    const sentence = inLanguage(language, () => sentenceOf(run.view()));
    return sentence === null ? [] : [[language, sentence]];
  });
  return { ...summary, sentences: Object.fromEntries(sentences) };
}

/** A line that was kept, in the present language. */
export function toldSummary({ sentences, ...summary }: KeptSummary): RunSummary {
  const language = speaking();
  if (language === 'en') return summary;
  return {
    ...summary,
    scenarioTitle: named(summary.scenarioTitle),
    sentence: sentences?.[language] ?? summary.sentence,
    changes: summary.changes.map(toldChange),
    lanes: summary.lanes.map((lane) => ({ ...lane, label: toldLabel(lane.label) })),
  };
}

/** A run in a line of the history's list, in the language of its view. */
export function summaryOf(view: RunView): RunSummary {
  const { id, name, scenarioId, scenarioTitle, engine, startedAt, status, imported, changes } = view;
  return {
    id,
    name,
    scenarioId,
    scenarioTitle,
    engine,
    startedAt,
    status,
    imported,
    changes,
    sentence: sentenceOf(view),
    lanes: view.lanes.map((lane) => ({
      id: lane.id,
      label: lane.endLabel,
      commandLine: lane.container.commandLine,
      due: lane.counts.due,
      completed: lane.counts.completed,
      refused: lane.counts.refused,
      lost: lane.counts.lost?.total ?? null,
      exitCode: lane.exit?.exitCode ?? null,
    })),
  };
}

function sentenceOf({ comparison, status }: RunView): string | null {
  if (comparison === undefined || provesNothing(status)) return null;
  return comparison.sentence.map(({ text }) => text).join('');
}
