import type { RepeatView } from '#protocol/repeat.ts';

/** A repeat that can be looked at, whether it goes on here or was kept from another time. */
export interface WatchableRepeat {
  readonly id: string;
  /** The learner who made it; null where anybody may command it. */
  readonly owner: string | null;
  /** Goes up with every change. */
  readonly version: number;
  view(): RepeatView;
  /** Calls back after every change; the answer ends it. */
  subscribe(listener: () => void): () => void;
}
