import { say } from './language/say.ts';
import type { Change } from './run.ts';

/** What was changed of a scenario, a piece a change: `Threads 8 → 2 in lanes A and B`. The same change of several lanes is one. */
export function changeWords(changes: readonly Change[]): string[] {
  const lanesOf = new Map<string, string[]>();
  for (const { laneId, label, from, to } of changes) {
    const words = `${label} ${from} → ${to}`;
    const lanes = lanesOf.get(words) ?? [];
    lanesOf.set(words, laneId === null ? lanes : [...lanes, laneId.toUpperCase()]);
  }
  return [...lanesOf].map(([words, lanes]) => (lanes.length === 0 ? words : inLanes(words, lanes)));
}

function inLanes(change: string, lanes: readonly string[]): string {
  const last = lanes.at(-1) ?? '';
  if (lanes.length === 1) return say('{change} in lane {lane}', { change, lane: last });
  return say('{change} in lanes {lanes} and {last}', { change, lanes: lanes.slice(0, -1).join(', '), last });
}

/** The label of a lane whose author meant it otherwise: what it says of a setting may not be so any more. */
export function changedLabel(label: string): string {
  return say('{label} (changed)', { label });
}
