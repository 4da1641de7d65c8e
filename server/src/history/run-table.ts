import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { RunRecord, RunView } from '#protocol/run.ts';
import { runRecordSchema } from '#protocol/run.ts';
import type { KeptSummary } from './summary.ts';
import { keptSummarySchema } from './summary.ts';

/** A run as the table has it. */
export interface RunEntry {
  record: RunRecord;
  name: string | null;
  owner: string | null;
  imported: boolean;
}

const nameColumns = z.object({ name: z.string().nullable() });
const entryColumns = nameColumns.extend({
  owner: z.string().nullable(),
  imported: z.int(),
  record: z.string(),
});
const observedColumns = z.object({ id: z.string(), observer: z.string() });
const summaryColumns = nameColumns.extend({ summary: z.string() });
const viewColumns = nameColumns.extend({ view: z.string() });

/** The runs that are kept. */
export class RunTable {
  readonly #put: StatementSync;
  readonly #seal: StatementSync;
  readonly #get: StatementSync;
  readonly #unsealed: StatementSync;
  readonly #observer: StatementSync;
  readonly #summaries: StatementSync;
  readonly #views: StatementSync;
  readonly #count: StatementSync;
  readonly #rename: StatementSync;
  readonly #remove: StatementSync;
  readonly #countForgettable: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql);
    this.#put = prepare(
      `INSERT INTO run (id, started_at, name, owner, imported, observer, record) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET record = excluded.record`,
    );
    this.#seal = prepare('UPDATE run SET observer = NULL, summary = ?, view = ? WHERE id = ?');
    this.#get = prepare('SELECT name, owner, imported, record FROM run WHERE id = ?');
    this.#unsealed = prepare('SELECT id, observer FROM run WHERE observer IS NOT NULL');
    this.#observer = prepare('SELECT id, observer FROM run WHERE id = ? AND observer IS NOT NULL');
    this.#summaries = prepare(
      'SELECT name, summary FROM run WHERE summary IS NOT NULL ORDER BY started_at DESC LIMIT ?',
    );
    this.#views = prepare('SELECT name, view FROM run WHERE view IS NOT NULL ORDER BY started_at DESC LIMIT ?');
    this.#count = prepare('SELECT count(*) AS count FROM run WHERE summary IS NOT NULL');
    this.#rename = prepare('UPDATE run SET name = ? WHERE id = ?');
    this.#remove = prepare('DELETE FROM run WHERE id = ?');
    this.#countForgettable = prepare('SELECT count(*) AS count FROM run WHERE name IS NULL AND observer IS NULL');
    this.#forget = prepare(
      `DELETE FROM run WHERE id IN (
         SELECT id FROM run WHERE name IS NULL AND observer IS NULL AND id NOT IN (
           SELECT trial.value ->> 'runId' FROM repeat, json_each(repeat.record, '$.results') AS trial
           WHERE trial.value ->> 'runId' IS NOT NULL
         )
         ORDER BY started_at DESC LIMIT -1 OFFSET ?
       )`,
    );
  }

  /** Writes what was observed so far. @param observer the lab instance that goes on observing it */
  put({ record, name, owner, imported }: RunEntry, observer: string): void {
    this.#put.run(record.id, record.startedAt, name, owner, imported ? 1 : 0, observer, JSON.stringify(record));
  }

  /** Writes what follows from a run that is over: its line in the list, and its view. */
  seal(view: RunView, summary: KeptSummary): void {
    this.#seal.run(JSON.stringify(summary), JSON.stringify(view), view.id);
  }

  get(id: string): RunEntry | null {
    const columns = this.#get.get(id);
    if (columns === undefined) return null;
    const { name, owner, imported, record } = entryColumns.parse(columns);
    return { name, owner, imported: imported === 1, record: runRecordSchema.parse(JSON.parse(record)) };
  }

  /** The runs that nobody sealed, with the lab instances that observe them, or did. */
  unsealed(): { id: string; observer: string }[] {
    return this.#unsealed.all().map((columns) => observedColumns.parse(columns));
  }

  /** The lab instance that observes a run, or did; null for a run that is over or is not here. */
  observerOf(id: string): string | null {
    const columns = this.#observer.get(id);
    return columns === undefined ? null : observedColumns.parse(columns).observer;
  }

  /** Newest first. */
  summaries(limit: number): KeptSummary[] {
    return this.#summaries.all(limit).map((columns) => {
      const { name, summary } = summaryColumns.parse(columns);
      return { ...keptSummarySchema.parse(JSON.parse(summary)), name };
    });
  }

  /** The views of the newest runs, as they were when the runs ended: to be passed on and not to be read. */
  views(limit: number): unknown[] {
    return this.#views.all(limit).map((columns) => {
      const { name, view } = viewColumns.parse(columns);
      return { ...readObject(view), name };
    });
  }

  get count(): number {
    return countOf(this.#count.get());
  }

  rename(id: string, name: string | null): void {
    this.#rename.run(name, id);
  }

  remove(id: string): void {
    this.#remove.run(id);
  }

  /** Forgets the oldest runs without a name, so that no more than so many are left beside the trials of repeats that are kept. */
  forgetOldest(keep: number): void {
    // Nearly always there are fewer: then no repeat need be read.
    if (countOf(this.#countForgettable.get()) > keep) this.#forget.run(keep);
  }
}

function countOf(columns: Record<string, SQLOutputValue> | undefined): number {
  return z.object({ count: z.int() }).parse(columns).count;
}

function readObject(text: string): object {
  return z.looseObject({}).parse(JSON.parse(text));
}
