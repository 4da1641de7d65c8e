import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { repeatRecordSchema } from '#protocol/repeat.ts';
import type { KeptRepeat } from '../runs/repeat-store.ts';

const columnsSchema = z.object({ owner: z.string().nullable(), record: z.string() });
const observedColumns = columnsSchema.extend({ observer: z.string() });

/** The repeats that are kept. */
export class RepeatTable {
  readonly #put: StatementSync;
  readonly #get: StatementSync;
  readonly #list: StatementSync;
  readonly #unsealed: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#put = database.prepare(
      `INSERT INTO repeat (id, started_at, owner, observer, record) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET observer = excluded.observer, record = excluded.record`,
    );
    this.#get = database.prepare('SELECT owner, record FROM repeat WHERE id = ?');
    this.#list = database.prepare('SELECT owner, record FROM repeat ORDER BY started_at DESC LIMIT ?');
    this.#unsealed = database.prepare('SELECT owner, record, observer FROM repeat WHERE observer IS NOT NULL');
    this.#remove = database.prepare('DELETE FROM repeat WHERE id = ?');
  }

  /** Writes a repeat over what was there. @param observer the lab instance that carries it out; null when it is over */
  put({ record, owner }: KeptRepeat, observer: string | null): void {
    this.#put.run(record.id, record.startedAt, owner, observer, JSON.stringify(record));
  }

  /** @throws ZodError where the file was changed by other hands */
  get(id: string): KeptRepeat | null {
    const columns = this.#get.get(id);
    return columns === undefined ? null : readRepeat(columns);
  }

  /** Newest first. */
  list(limit: number): KeptRepeat[] {
    return this.#list.all(limit).map(readRepeat);
  }

  /** The repeats that are not over, with the lab instances that carry them out, or did. */
  unsealed(): (KeptRepeat & { observer: string })[] {
    return this.#unsealed
      .all()
      .map((columns) => ({ ...readRepeat(columns), observer: observedColumns.parse(columns).observer }));
  }

  remove(id: string): void {
    this.#remove.run(id);
  }
}

function readRepeat(columns: unknown): KeptRepeat {
  const { owner, record } = columnsSchema.parse(columns);
  return { owner, record: repeatRecordSchema.parse(JSON.parse(record)) };
}
