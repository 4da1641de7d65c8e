import type { LaneId } from '#protocol/ids.ts';
import type { Cursor, LaneAdvance, RunAdvance } from '#protocol/socket.ts';
import type { Lane } from '../runs/lane.ts';
import type { Run } from '../runs/run.ts';

/** Changes are gathered for one frame and a half of a screen: fewer messages, and nobody sees the difference. */
const GATHER_MS = 25;
/** A message carries at most so many lines and rows a lane: a viewer far behind gets the rest with its next acknowledgement. */
const MAX_LINES = 1_000;
const MAX_ROWS = 2_000;

/**
 * One viewer of one run. It is sent what is new since its last acknowledgement, and nothing while one is outstanding: a slow
 * viewer falls behind in the run's own bounded buffers and costs the server no memory of its own.
 */
export class Viewer {
  readonly #run: Run;
  readonly #send: (advance: RunAdvance, acknowledged: () => void) => void;
  readonly #cursors = new Map<LaneId, Cursor>();
  readonly #unsubscribe: () => void;
  #version = 0;
  #timer: NodeJS.Timeout | null = null;
  #awaiting = false;
  #closed = false;

  /** @param have the last that the viewer has of each lane; nothing means all from the beginning */
  constructor(
    run: Run,
    have: Partial<Record<LaneId, Cursor>>,
    send: (advance: RunAdvance, acknowledged: () => void) => void,
  ) {
    this.#run = run;
    this.#send = send;
    for (const { plan } of run.lanes) this.#cursors.set(plan.id, have[plan.id] ?? { log: 0, rows: 0 });
    this.#unsubscribe = run.subscribe(() => this.#schedule());
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#timer !== null || this.#awaiting || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#advance();
    }, GATHER_MS);
  }

  #advance(): void {
    const advance: RunAdvance = { runId: this.#run.id, lanes: {} };
    for (const lane of this.#run.lanes) {
      const news = this.#laneNews(lane);
      if (news !== null) advance.lanes[lane.plan.id] = news;
    }
    if (this.#run.version !== this.#version) {
      this.#version = this.#run.version;
      advance.view = this.#run.view();
    }
    if (advance.view === undefined && Object.keys(advance.lanes).length === 0) return;
    this.#awaiting = true;
    this.#send(advance, () => {
      this.#awaiting = false;
      this.#schedule();
    });
  }

  #laneNews(lane: Lane): LaneAdvance | null {
    const cursor = this.#cursors.get(lane.plan.id) ?? { log: 0, rows: 0 };
    const log = lane.log.after(cursor.log, MAX_LINES);
    const rows = lane.ledger.changedSince(cursor.rows, MAX_ROWS);
    const lastLine = log.lines.at(-1);
    this.#cursors.set(lane.plan.id, { log: lastLine?.seq ?? cursor.log, rows: rows.version });
    if (lastLine === undefined && rows.changed.length === 0) return null;
    return {
      ...(lastLine === undefined ? {} : { log }),
      ...(rows.changed.length === 0 ? {} : { rows }),
    };
  }
}
