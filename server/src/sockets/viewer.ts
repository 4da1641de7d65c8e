import type { LaneId } from '#protocol/ids.ts';
import type { Cursor, LaneAdvance, RunAdvance } from '#protocol/socket.ts';
import type { WatchableLane, WatchableRun } from '../runs/watchable.ts';

/** After a message, changes are gathered for one frame of a screen; what comes after a pause goes at once. */
const GATHER_MS = 16;
/**
 * The run's view goes no more often than this: a page draws all of itself anew for it, and nobody reads numbers faster. What the
 * terminals and the timeline draw does not wait for it.
 */
const VIEW_MS = 100;
/** A message carries at most so many lines and rows a lane: a viewer far behind gets the rest with the next. */
const MAX_LINES = 2_000;
const MAX_ROWS = 2_000;
/**
 * So many messages may be under way without an acknowledgement: one is drawn while the next is already coming. More would not make a
 * line sooner, only a slow viewer's part of the server's memory larger.
 */
const MAX_UNACKNOWLEDGED = 2;

/**
 * One viewer of one run. It is sent what is new since the last message, and nothing while two are not acknowledged: a slow viewer
 * falls behind in the run's own bounded buffers and costs the server no more memory than those two messages.
 */
export class Viewer {
  readonly #run: WatchableRun;
  readonly #send: (advance: RunAdvance, acknowledged: () => void) => void;
  readonly #cursors = new Map<LaneId, Cursor>();
  readonly #cleanUp: (() => void)[];
  #version = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #viewSentAt = Number.NEGATIVE_INFINITY;
  /** When it looks for news next. */
  #lookAt = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #unacknowledged = 0;
  #closed = false;

  /**
   * @param have the last that the viewer has of each lane; nothing means all from the beginning
   * @param closed called when the viewer goes
   */
  constructor(
    run: WatchableRun,
    have: Partial<Record<LaneId, Cursor>>,
    send: (advance: RunAdvance, acknowledged: () => void) => void,
    closed: () => void = () => undefined,
  ) {
    this.#run = run;
    this.#send = send;
    for (const { id } of run.lanes) this.#cursors.set(id, have[id] ?? { log: 0, rows: 0 });
    this.#cleanUp = [run.subscribe(() => this.#schedule()), closed];
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    for (const clean of this.#cleanUp) clean();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Looks for news as soon as the last message is long enough ago, or the view alone at a later instant. */
  #schedule(at = this.#sentAt + GATHER_MS): void {
    if (this.#closed || at >= this.#lookAt) return;
    if (this.#unacknowledged >= MAX_UNACKNOWLEDGED) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#lookAt = at;
    const wait = Math.max(0, at - performance.now());
    this.#timer = setTimeout(() => {
      this.#lookAt = Number.POSITIVE_INFINITY;
      this.#advance();
    }, wait);
  }

  #advance(): void {
    const advance: RunAdvance = { runId: this.#run.id, lanes: {} };
    for (const lane of this.#run.lanes) {
      const news = this.#laneNews(lane);
      if (news !== null) advance.lanes[lane.id] = news;
    }
    const now = performance.now();
    const isViewOld = this.#run.version !== this.#version;
    if (isViewOld && now >= this.#viewSentAt + VIEW_MS) {
      this.#version = this.#run.version;
      this.#viewSentAt = now;
      advance.view = this.#run.view(false);
    }
    if (advance.view === undefined && Object.keys(advance.lanes).length === 0) {
      if (isViewOld) this.#schedule(this.#viewSentAt + VIEW_MS);
      return;
    }
    this.#unacknowledged += 1;
    this.#sentAt = now;
    this.#send(advance, () => {
      this.#unacknowledged -= 1;
      this.#schedule();
    });
    // What did not fit into this message is no change that anybody would tell of.
    this.#schedule();
  }

  #laneNews(lane: WatchableLane): LaneAdvance | null {
    const cursor = this.#cursors.get(lane.id) ?? { log: 0, rows: 0 };
    const log = lane.log.after(cursor.log, MAX_LINES);
    const rows = lane.ledger.changedSince(cursor.rows, MAX_ROWS);
    const lastLine = log.lines.at(-1);
    this.#cursors.set(lane.id, { log: lastLine?.seq ?? cursor.log, rows: rows.version });
    if (lastLine === undefined && rows.changed.length === 0) return null;
    return {
      ...(lastLine === undefined ? {} : { log }),
      ...(rows.changed.length === 0 ? {} : { rows }),
    };
  }
}
