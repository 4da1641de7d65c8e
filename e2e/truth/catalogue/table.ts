import { claimLines } from './claim-lines.ts';
import type { ScenarioResult } from './trials.ts';

/** What was measured where. */
export interface Occasion {
  /** `2026-11-22` */
  date: string;
  /** `2 cores, Docker 20.10.24`. */
  machine: string;
}

/** Fewer trials than this show no range. */
export const ENOUGH_TRIALS = 20;

const HEAD = `# The catalogue, measured

Written by \`npm run test:truth\`, from trials on real containers: what the scenarios claim, and what was seen, where every claim of a
scenario was held in ${ENOUGH_TRIALS} trials or more. A claim holds in every trial; “usually” in one of three at least; what is said of two lanes, of
their sums over all trials. A trial is void, and made up for, where the machine was held up in the moment of the signal.
`;

/** Why what a scenario came to may not be written: it says what holds, and this would not be that. Null where it may. */
export function whyUnwritten({ trials, faults }: Pick<ScenarioResult, 'trials' | 'faults'>): string | null {
  if (faults.length > 0) return 'not every claim was held';
  if (trials.length >= ENOUGH_TRIALS) return null;
  return `${trials.length} trials are too few for it, ${ENOUGH_TRIALS} are needed`;
}

/** What a scenario claims and what was measured, as a part of the Markdown file: a line a lane and a claim. */
export function section(result: ScenarioResult, { date, machine }: Occasion): string {
  const { scenario, trials, void: unseen } = result;
  const lines = claimLines(scenario).map(
    ({ lane, figure, claimed, usually, seen }) =>
      `| ${lane} | ${figure} | ${claimed} | ${usually} | ${seen(trials)} |`,
  );
  return `${heading(scenario.id)}
${trials.length} trials, ${unseen.length} void; ${date}, ${machine}.

| lane | figure | claimed | usually | seen, least to most (median) |
|---|---|---|---|---|
${lines.join('\n')}
`;
}

/**
 * The file with a section written anew. The others stay as they were measured; those of scenarios that are no more go.
 * @param text the file as it is; empty where there is none
 * @param ids of the whole catalogue, in its order
 */
export function withSection(text: string, ids: readonly string[], id: string, written: string): string {
  const parts = ids.flatMap((each) => (each === id ? written : (sectionOf(text, each) ?? [])));
  return [HEAD, ...parts].join('\n');
}

/** A scenario's section in the file; null where it has none. */
export function sectionOf(text: string, id: string): string | null {
  const begin = text.indexOf(heading(id));
  if (begin < 0) return null;
  const end = text.indexOf('\n## ', begin);
  return text.slice(begin, end < 0 ? undefined : end + 1).replace(/\n*$/, '\n');
}

function heading(id: string): string {
  return `## ${id}\n`;
}
