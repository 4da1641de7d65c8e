import { toldValue } from '#protocol/knob-words.ts';
import type { Said } from '#protocol/language/say.ts';
import { named, said, told } from '#protocol/language/say.ts';
import { speaking } from '#protocol/language/speaking.ts';
import type { ErrorRecord } from '#protocol/result.ts';
import type { Change, RunEvent } from '#protocol/run.ts';

/** What of a run is kept in English, with what it is made of. */
interface Kept {
  scenarioTitle: string;
  events: RunEvent[];
  error?: ErrorRecord | undefined;
  limits: string[];
  changes: Change[];
  limitsSaid?: Said[] | undefined;
  lanes: {
    label: string;
    endLabel: string;
    container: { summary: string; said?: Said | undefined };
    error?: ErrorRecord | undefined;
  }[];
}

/** A run as the present language tells it: what is kept of it is English. */
export function toldRun<Run extends Kept>(run: Run): Run {
  // What is kept, and what a script gets, is as it was observed.
  if (speaking() === 'en') return run;
  return {
    ...run,
    scenarioTitle: named(run.scenarioTitle),
    events: run.events.map((event) => ({ ...event, text: toldOr(event.said, event.text) })),
    error: run.error && toldError(run.error),
    limits: run.limits.map((limit, index) => toldOr(run.limitsSaid?.[index], limit)),
    changes: run.changes.map(toldChange),
    lanes: run.lanes.map((lane) => ({
      ...lane,
      label: toldLabel(lane.label),
      endLabel: toldLabel(lane.endLabel),
      container: { ...lane.container, summary: toldOr(lane.container.said, lane.container.summary) },
      error: lane.error && toldError(lane.error),
    })),
  };
}

export function toldChange(change: Change): Change {
  const value = (text: string) => toldValue(change.name, text);
  return { ...change, label: named(change.label), from: value(change.from), to: value(change.to) };
}

export function toldError(error: ErrorRecord): ErrorRecord {
  return { ...error, message: toldOr(error.said, error.message) };
}

/** What was kept by a lab that had one language only is told as it is. */
export function toldOr(what: Said | undefined, text: string): string {
  return what === undefined ? text : told(what);
}

/** How the lab makes a lane's label of others. */
const MADE_LABELS: readonly [RegExp, (label: Said) => Said][] = [
  [/^(.*) \(changed\)$/, (label) => said('{label} (changed)', { label })],
  [/^(.*) followed by docker kill$/, (label) => said('{label} followed by docker kill', { label })],
  [/^Lane ([A-D])$/, (lane) => said('Lane {lane}', { lane: lane.text })],
];

/**
 * A lane's label, which its scenario's author gave it, with what the lab has added: the lane before it, and two things behind it.
 * @param depth how many of these may still be found: a foreign report's label may be anything
 */
export function toldLabel(label: string, depth = 3): string {
  if (depth === 0) return named(label);
  const inside = (text: string) => toldLabel(text, depth - 1);
  const [, lane, shared] = /^(Lane [A-D]) \((.+)\)$/.exec(label) ?? [];
  if (lane !== undefined && shared !== undefined) return `${inside(lane)} (${inside(shared)})`;
  for (const [pattern, make] of MADE_LABELS) {
    const [, inner] = pattern.exec(label) ?? [];
    if (inner !== undefined) return told(make({ text: inside(inner) }));
  }
  return named(label);
}
