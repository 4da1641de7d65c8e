import { readEvidence } from '#protocol/evidence.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { LaneEvent } from './lane-events.ts';
import { firstFrom } from './sorted.ts';

type Entries = readonly (LaneLogLine | { skipped: number })[];

/** Between an event of the run and the lab's own line about it, in milliseconds. */
const SAME_MS = 20;

/** The last line of a log that was read by an instant of the run's clock; null where none was. */
export function lastLineAt(entries: Entries, at: number): LaneLogLine | null {
  // A gap has no time: it stands before what follows it.
  const placeOf = (entry: Entries[number] | undefined) => {
    if (entry === undefined) return Number.POSITIVE_INFINITY;
    return 'skipped' in entry ? Number.NEGATIVE_INFINITY : entry.at;
  };
  const entry = entries[firstFrom(entries, at + 1e-6, placeOf) - 1];
  return entry === undefined || 'skipped' in entry ? null : entry;
}

/** The lines of a log that name a request. */
export function linesOfRequest(entries: Entries, request: number): LaneLogLine[] {
  return entries.filter((entry): entry is LaneLogLine => {
    // Most lines of a flood are ruled out by their first letters.
    if ('skipped' in entry || !entry.text.startsWith('request=')) return false;
    return readEvidence(entry.text)?.number === request;
  });
}

/** The line of a log that is an event, or that the lab wrote of it. */
export function linesOfEvent(entries: Entries, event: LaneEvent): LaneLogLine[] {
  return entries.filter((entry): entry is LaneLogLine => {
    if ('skipped' in entry) return false;
    if (event.seq !== null) return entry.seq === event.seq;
    return entry.stream === 'lab' && Math.abs(entry.at - event.knownAt) < SAME_MS;
  });
}
