import { useCallback, useSyncExternalStore } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RowSource } from './lane-drawing.ts';
import type { LaneEvent, LaneEvents } from './lane-events.ts';
import type { Selected } from './selected.ts';

/** The selected row as it stands: only this one ever enters React, and only while it is looked at. */
export function useRow(rows: RowSource, selected: Selected): RequestRow | undefined {
  const subscribe = useCallback(
    (listener: () => void) => both(rows.subscribe(listener), selected.subscribe(listener)),
    [rows, selected],
  );
  return useSyncExternalStore(subscribe, () => (selected.request === null ? undefined : rows.row(selected.request)));
}

/** The selected event of a lane. */
export function useEvent(events: LaneEvents, selected: Selected, laneId: LaneId): LaneEvent | undefined {
  const subscribe = useCallback(
    (listener: () => void) => both(events.subscribe(listener), selected.subscribe(listener)),
    [events, selected],
  );
  return useSyncExternalStore(subscribe, () => events.find(selected.event(laneId)));
}

function both(one: () => void, other: () => void): () => void {
  return () => {
    one();
    other();
  };
}
