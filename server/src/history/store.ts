import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LaneLogLine } from '#protocol/log.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RunView } from '#protocol/run.ts';
import type { Observed, ObservedLane } from '../runs/observed.ts';
import { inTransaction, openDatabase } from './database.ts';
import { LogTable } from './log-table.ts';
import { ProgressTable } from './progress-table.ts';
import { RepeatTable } from './repeat-table.ts';
import { RequestTable } from './request-table.ts';
import type { RunEntry } from './run-table.ts';
import { RunTable } from './run-table.ts';
import { summaryToKeep } from './summary.ts';

/**
 * Runs without a name that are kept; the oldest goes first. A run that was given a name stays until it is removed, and a trial as long as
 * its repeat.
 */
export const MAX_UNNAMED = 500;
/** So many rows, or lines, are read and checked in some ten milliseconds; then whatever else the lab does has its turn. */
const PART = 1_000;

/** What is new of a lane since it was last written. */
export interface LaneNews {
  id: string;
  rows: readonly RequestRow[];
  lines: readonly LaneLogLine[];
}

/** The runs on disk, in one file. */
export class Store implements Disposable {
  readonly runs: RunTable;
  readonly repeats: RepeatTable;
  readonly progress: ProgressTable;
  readonly #database: DatabaseSync;
  readonly #requests: RequestTable;
  readonly #log: LogTable;

  /** @throws LabError where the file cannot be used */
  constructor(path: string) {
    this.#database = openDatabase(path);
    this.runs = new RunTable(this.#database);
    this.repeats = new RepeatTable(this.#database);
    this.progress = new ProgressTable(this.#database);
    this.#requests = new RequestTable(this.#database);
    this.#log = new LogTable(this.#database);
  }

  /** Writes what is new of a run, all of it or nothing. */
  write(entry: RunEntry, news: readonly LaneNews[], observer: string): void {
    inTransaction(this.#database, () => {
      this.runs.put(entry, observer);
      for (const { id, rows, lines } of news) {
        this.#requests.put(entry.record.id, id, rows);
        this.#log.put(entry.record.id, id, lines);
      }
    });
  }

  /** Says that nothing more comes of a run. */
  seal(run: { view(): RunView }): void {
    const summary = summaryToKeep(run);
    inTransaction(this.#database, () => {
      this.runs.seal(run.view(), summary);
      this.runs.forgetOldest(MAX_UNNAMED);
    });
  }

  /** What a lane's log says of one request, as far as it was written. */
  linesOfRequest(id: string, laneId: string, request: number, limit: number): LaneLogLine[] {
    return this.#log.ofRequest(id, laneId, request, limit);
  }

  /** All that was observed of a run, read a part at a time; null where there is none of that id, or not any more. */
  async read(id: string): Promise<Observed | null> {
    const lanes: ObservedLane[] = [];
    for (const lane of this.runs.get(id)?.record.lanes ?? []) {
      const rows = await inParts(
        (last) => this.#requests.after(id, lane.id, last, PART),
        ({ number }) => number,
      );
      const lines = await inParts(
        (last) => this.#log.after(id, lane.id, last, PART),
        ({ seq }) => seq,
      );
      lanes.push({ id: lane.id, rows, lines });
    }
    // Last: it may have been removed, or given a name, meanwhile.
    const entry = this.runs.get(id);
    return entry === null ? null : { ...entry, lanes };
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

/** @param after the next part behind a place, which `placeOf` tells of the last one read; a short part is the end */
async function inParts<T>(after: (place: number) => T[], placeOf: (item: T) => number): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const last = all.at(-1);
    const part = after(last === undefined ? 0 : placeOf(last));
    for (const item of part) all.push(item);
    if (part.length < PART) return all;
    await nextTurn();
  }
}
