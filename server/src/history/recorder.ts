import type { LaneId } from '#protocol/ids.ts';
import type { Lane } from '../runs/lane.ts';
import { recordOf } from '../runs/observed.ts';
import type { Run } from '../runs/run.ts';
import type { LaneNews, Store } from './store.ts';

/** Between two writes, in milliseconds: what a crash may cost, with room to spare under the second that is promised. */
const WRITE_EVERY_MS = 300;
/** A write takes at most so many rows and lines a lane: some ten milliseconds, in which the lab does nothing else. */
const MAX_ROWS = 5_000;
const MAX_LINES = 5_000;

export interface RecorderOptions {
  run: Run;
  store: Store;
  /** This lab instance. */
  observer: string;
  /** Called once, when the run is over and all of it is written. */
  sealed(): void;
  /** Called once, where it cannot be written; the recorder then gives up. */
  failed(error: unknown): void;
  /** Called once, when the recorder does nothing more. */
  ended(): void;
}

/** Writes one run down while it goes on, from the first thing that is done with it to its end. */
export class Recorder implements Disposable {
  readonly #options: RecorderOptions;
  readonly #cursors = new Map<LaneId, { log: number; rows: number }>();
  readonly #unsubscribes: (() => void)[];
  #timer: NodeJS.Timeout | null = null;
  #ended = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    const { run } = options;
    this.#unsubscribes = [
      run.subscribe(() => this.#schedule()),
      // A burst is faster than the clock: what the lab is about to let go is written first.
      ...run.lanes.map(({ id, log }) =>
        log.beforeDropping((oldest) => {
          if (this.#cursor(id).log < oldest) this.#write();
        }),
      ),
    ];
    this.#schedule();
  }

  /** Writes what there is, and no more after it. */
  [Symbol.dispose](): void {
    this.#write(true);
    this.#end();
  }

  #schedule(): void {
    const { run } = this.#options;
    if (this.#ended || run.isUntouched) return;
    // The end is written at once: nobody waits for a run that is over to be found in the history.
    if (run.isSealed) this.#write(true);
    else this.#writeAfter(WRITE_EVERY_MS);
  }

  #writeAfter(ms: number): void {
    this.#timer ??= setTimeout(() => this.#write(), ms).unref();
  }

  /** @param whole whether to write all that there is, whatever that takes, and not only a part */
  #write(whole = false): void {
    const { run, store, observer, sealed, failed } = this.#options;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#ended) return;
    const { isSealed } = run;
    if (!run.wasUsed) {
      // Nothing was done with it: there is nothing to keep.
      if (isSealed) this.#end();
      return;
    }
    const view = run.view(isSealed);
    let isMore = true;
    try {
      for (let goesOn = true; goesOn; goesOn = isMore && (whole || isSealed)) {
        const news = run.lanes.map((lane) => this.#newsOf(lane));
        store.write({ record: recordOf(view), name: view.name, owner: run.owner, imported: false }, news, observer);
        isMore = news.some(({ rows, lines }) => rows.length >= MAX_ROWS || lines.length >= MAX_LINES);
      }
      if (isSealed) store.seal(run);
    } catch (error) {
      this.#end();
      failed(error);
      return;
    }
    if (isSealed) {
      this.#end();
      sealed();
    } else if (isMore) {
      // Nothing need happen any more to a lane that fell silent after a burst: the rest is written all the same, after whatever else waits.
      this.#writeAfter(0);
    }
  }

  #cursor(id: LaneId): { log: number; rows: number } {
    return this.#cursors.get(id) ?? { log: 0, rows: 0 };
  }

  #newsOf({ id, ledger, log }: Lane): LaneNews {
    const cursor = this.#cursor(id);
    const { version, changed } = ledger.changedSince(cursor.rows, MAX_ROWS);
    const { lines } = log.after(cursor.log, MAX_LINES);
    this.#cursors.set(id, { log: lines.at(-1)?.seq ?? cursor.log, rows: version });
    return { id, rows: changed, lines };
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.ended();
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
