import type { LaneId } from '#protocol/ids.ts';
import type { LogBatch } from '#protocol/log.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RunView } from '#protocol/run.ts';

/** A run that can be looked at, whether it goes on here, is over, or was kept from another time. */
export interface WatchableRun {
  readonly id: string;
  /** The learner who made it; null where anybody may command it. */
  readonly owner: string | null;
  /** Goes up with every change. */
  readonly version: number;
  readonly lanes: readonly WatchableLane[];
  /** @param exact whether what follows from the rows must follow from every row so far, whatever that costs */
  view(exact?: boolean): RunView;
  /** Calls back after every change; the answer ends it. */
  subscribe(listener: () => void): () => void;
}

/** One lane of it: a log and a ledger that a reader follows at its own pace. */
export interface WatchableLane {
  readonly id: LaneId;
  readonly log: {
    readonly lastSeq: number;
    /** The lines after a sequence number, at most `limit`, and how many between are gone. */
    after(seq: number, limit: number): LogBatch;
  };
  readonly ledger: {
    rows(): readonly RequestRow[];
    /** The rows that changed after a version, at most `limit`, and the version that they bring the reader to. */
    changedSince(version: number, limit: number): { version: number; changed: RequestRow[] };
  };
}
