import { useMemo, useSyncExternalStore } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import { say } from '#protocol/language/say.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { LaneEvents, LineSource } from './lane-events.ts';
import { lastLineAt, linesOfEvent, linesOfRequest } from './selected-lines.ts';
import type { TimeAxis } from './time-axis.ts';

/** What a lane's log has of what was chosen. */
export interface SelectedLines {
  /** `of request 24`. */
  ofWhat: string;
  lines: readonly LaneLogLine[];
  /** Whether the log had no line by then: its beginning is shown, and nothing of it pointed out. */
  isBefore: boolean;
}

/**
 * The lines of what was chosen, as far as they came, or the last line at the instant that is replayed; null while there is nothing
 * that this lane's log could tell of.
 */
export function useSelectedLines(
  axis: TimeAxis,
  laneId: LaneId,
  log: LineSource,
  events: LaneEvents,
): SelectedLines | null {
  const look = useMemo(() => {
    let last: SelectedLines | null = null;
    return () => {
      const found = find(axis, laneId, log, events);
      if (!isSame(last, found)) last = found;
      return last;
    };
  }, [axis, laneId, log, events]);
  const subscribe = useMemo(
    () => (listener: () => void) => {
      const { selected, replay } = axis;
      const ends = [
        selected.subscribe(listener),
        replay.subscribe(listener),
        log.attach(async () => selected.isChosen && listener()),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    [axis, log],
  );
  return useSyncExternalStore(subscribe, look);
}

function find(axis: TimeAxis, laneId: LaneId, log: LineSource, events: LaneEvents): SelectedLines | null {
  const { selected, replay } = axis;
  if (!selected.isChosen) {
    if (replay.state === null) return null;
    const line = lastLineAt(log.entries, axis.origin(laneId) + replay.state.at);
    return { ofWhat: say('of this instant'), lines: line === null ? [] : [line], isBefore: line === null };
  }
  const { request } = selected;
  if (request !== null) {
    const ofWhat = say('of request {request}', { request });
    return { ofWhat, lines: linesOfRequest(log.entries, request), isBefore: false };
  }
  const event = events.find(selected.event(laneId));
  if (event === undefined) return null;
  return { ofWhat: say('of the event'), lines: linesOfEvent(log.entries, event), isBefore: false };
}

function isSame(one: SelectedLines | null, other: SelectedLines | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.ofWhat === other.ofWhat && one.lines.map(({ seq }) => seq).join() === other.lines.map(({ seq }) => seq).join()
  );
}
