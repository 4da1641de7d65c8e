import type { LaneLogLine, LogBatch } from '#protocol/log.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { WatchableLane } from './watchable.ts';

/**
 * Versions of what was kept begin here, above all that a run can come to while it goes on: who followed it then gets all of it anew.
 */
export const KEPT_VERSION = 1_000_000_000;

/** A ledger that is over: its rows came in the order of their numbers, so the version of each is its place. */
export class KeptLedger implements Pick<WatchableLane['ledger'], 'rows' | 'changedSince'> {
  readonly #rows: readonly RequestRow[];

  constructor(rows: readonly RequestRow[]) {
    this.#rows = rows;
  }

  rows(): readonly RequestRow[] {
    return this.#rows;
  }

  changedSince(version: number, limit: number): { version: number; changed: RequestRow[] } {
    const place = version - KEPT_VERSION;
    const from = place < 0 || place > this.#rows.length ? 0 : place;
    const changed = this.#rows.slice(from, from + limit);
    return { version: KEPT_VERSION + from + changed.length, changed };
  }
}

/** A log that is over. Lines that were gone when it was kept stay gaps. */
export class KeptLog implements Pick<WatchableLane['log'], 'lastSeq' | 'after'> {
  readonly #lines: readonly LaneLogLine[];

  constructor(lines: readonly LaneLogLine[]) {
    this.#lines = lines;
  }

  get lastSeq(): number {
    return this.#lines.at(-1)?.seq ?? 0;
  }

  after(seq: number, limit: number): LogBatch {
    const known = seq > this.lastSeq ? 0 : seq;
    const start = this.#firstAfter(known);
    const lines = this.#lines.slice(start, start + limit);
    return { skipped: lines[0] === undefined ? 0 : lines[0].seq - known - 1, lines };
  }

  #firstAfter(seq: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#lines[middle]?.seq ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
