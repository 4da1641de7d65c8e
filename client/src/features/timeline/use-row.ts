import { useSyncExternalStore } from 'react';
import type { RequestRow } from '#protocol/request.ts';
import type { RowSource } from './lane-drawing.ts';

/** One row as it stands: only this one ever enters React, and only while it is looked at. */
export function useRow(rows: RowSource, number: number | null): RequestRow | undefined {
  return useSyncExternalStore(
    (listener) => rows.subscribe(listener),
    () => (number === null ? undefined : rows.row(number)),
  );
}
