import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { RequestRow } from '#protocol/request.ts';
import { requestRowSchema } from '#protocol/request.ts';

/** Each property of a row and its column. */
const COLUMNS = {
  number: 'number',
  dueAt: 'due_at',
  sentAt: 'sent_at',
  connectedAt: 'connected_at',
  writtenAt: 'written_at',
  firstByteAt: 'first_byte_at',
  endedAt: 'ended_at',
  outcome: 'outcome',
  status: 'status',
  sight: 'sight',
  errorCode: 'error_code',
  bytesReceived: 'bytes_received',
  reusedConnection: 'reused_connection',
  evidence: 'evidence',
  receivedAt: 'received_at',
  storedAt: 'stored_at',
} as const satisfies Record<keyof RequestRow, string>;

/** The ledgers of the runs that are kept. */
export class RequestTable {
  readonly #put: StatementSync;
  readonly #after: StatementSync;

  constructor(database: DatabaseSync) {
    const columns = Object.values(COLUMNS);
    const names = ['run_id', 'lane_id', ...columns];
    const aliases = Object.entries(COLUMNS).map(([property, column]) => `${column} AS ${property}`);
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO request (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    );
    this.#after = database.prepare(
      `SELECT ${aliases.join(', ')} FROM request
       WHERE run_id = ? AND lane_id = ? AND number > ? ORDER BY number LIMIT ?`,
    );
  }

  /** Writes rows, each whole, over what was there. */
  put(runId: string, laneId: string, rows: readonly RequestRow[]): void {
    for (const row of rows) {
      this.#put.run(
        runId,
        laneId,
        row.number,
        row.dueAt,
        row.sentAt,
        row.connectedAt,
        row.writtenAt,
        row.firstByteAt,
        row.endedAt,
        row.outcome,
        row.status,
        row.sight,
        row.errorCode,
        row.bytesReceived,
        row.reusedConnection ? 1 : 0,
        row.evidence,
        row.receivedAt,
        row.storedAt,
      );
    }
  }

  /** The rows of a lane after a number, in their order. @throws ZodError where the file was changed by other hands */
  after(runId: string, laneId: string, number: number, limit: number): RequestRow[] {
    return this.#after.all(runId, laneId, number, limit).map(readRow);
  }
}

function readRow(columns: Record<string, SQLOutputValue>): RequestRow {
  return requestRowSchema.parse({ ...columns, reusedConnection: columns.reusedConnection === 1 });
}
