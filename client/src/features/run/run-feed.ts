import type { LaneId } from '#protocol/ids.ts';
import type { Cursor, RunAdvance } from '#protocol/socket.ts';
import { LANE_IDS } from './lane-ids.ts';
import { LaneLog } from './lane-log.ts';
import { LaneRows } from './lane-rows.ts';
import { RunClockEstimate } from './run-clock-estimate.ts';

/** What the page has of a run and never enters React: every lane's log and ledger, and the run's clock. */
export class RunFeed {
  readonly clock = new RunClockEstimate();
  readonly #lanes: Record<LaneId, LaneFeed>;

  constructor() {
    this.#lanes = { a: new LaneFeed(), b: new LaneFeed(), c: new LaneFeed(), d: new LaneFeed() };
  }

  lane(id: LaneId): LaneFeed {
    return this.#lanes[id];
  }

  /** The last that the page has of each lane. */
  cursors(): Partial<Record<LaneId, Cursor>> {
    const had = LANE_IDS.filter((id) => this.#lanes[id].log.lastSeq > 0 || this.#lanes[id].rows.version > 0);
    return Object.fromEntries(
      had.map((id) => [id, { log: this.#lanes[id].log.lastSeq, rows: this.#lanes[id].rows.version }]),
    );
  }

  /** Takes what is new; resolves when the terminals have drawn it. */
  async take({ lanes }: Pick<RunAdvance, 'lanes'>): Promise<void> {
    await Promise.all(
      LANE_IDS.map(async (id) => {
        const advance = lanes[id];
        if (advance?.rows) this.#lanes[id].rows.take(advance.rows);
        if (advance?.log) await this.#lanes[id].log.take(advance.log);
      }),
    );
  }
}

/** One lane's part of it. */
export class LaneFeed {
  readonly log = new LaneLog();
  readonly rows = new LaneRows();
}
