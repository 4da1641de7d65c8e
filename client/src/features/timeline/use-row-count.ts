import { useCallback, useSyncExternalStore } from 'react';
import type { RowSource } from './lane-drawing.ts';

/** A number that goes up with every request is looked at no more often than this, in milliseconds. */
const REFRESH_MS = 500;

/** How many requests there are, told a little late: a flood of them draws nothing in React. */
export function useRowCount(rows: RowSource): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const unsubscribe = rows.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          listener();
        }, REFRESH_MS);
      });
      return () => {
        unsubscribe();
        clearTimeout(timer);
      };
    },
    [rows],
  );
  return useSyncExternalStore(subscribe, () => rows.all.length);
}
