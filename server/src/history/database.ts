import { DatabaseSync } from 'node:sqlite';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';
import { MIGRATIONS } from './migrations.ts';

/** How long a second lab on the same data folder may hold the file, in milliseconds. */
const BUSY_MS = 2_000;

/**
 * Opens the history's file and brings its tables up to date. It is written ahead (WAL): a lab that is killed in mid-write leaves a
 * whole file, with all that was committed (sqlite.org/wal.html).
 * @throws LabError that says what to do with a file that cannot be used
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    migrate(database, path);
    return database;
  } catch (thrown) {
    if (thrown instanceof LabError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new LabError(
      'internal',
      said('The history {path} cannot be used ({reason}): move it away, or start with another --data folder.', {
        path,
        reason,
      }),
      { cause: thrown },
    );
  }
}

/** Carries out some writes together: all of them, or none. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (thrown) {
    database.exec('ROLLBACK');
    throw thrown;
  }
}

function migrate(database: DatabaseSync, path: string): void {
  const taken = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (taken > MIGRATIONS.length) {
    throw new LabError(
      'internal',
      said('The history {path} was written by a newer lab: start that one, or use another --data folder.', { path }),
    );
  }
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < taken) continue;
    inTransaction(database, () => database.exec(`${step}; PRAGMA user_version = ${index + 1};`));
  }
}
