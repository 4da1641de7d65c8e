import { useCallback, useSyncExternalStore } from 'react';
import { LANE_IDS } from './lane-ids.ts';
import type { RunFeed } from './run-feed.ts';

/**
 * Draws a component anew when rows or lines come. They never enter React while a run goes on; of one that is over they come once,
 * after its view.
 * @param isWanted false while nothing is to be drawn anew for them
 */
export function useFeed(feed: RunFeed, isWanted: boolean): void {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!isWanted) return () => {};
      const ends = LANE_IDS.flatMap((id) => {
        const { rows, log } = feed.lane(id);
        return [rows.subscribe(listener), log.attach(async () => listener())];
      });
      return () => {
        for (const end of ends) end();
      };
    },
    [feed, isWanted],
  );
  useSyncExternalStore(subscribe, () =>
    LANE_IDS.reduce((sum, id) => sum + feed.lane(id).rows.version + feed.lane(id).log.revision, 0),
  );
}
