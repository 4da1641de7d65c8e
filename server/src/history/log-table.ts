import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { evidenceLines } from '#protocol/evidence.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import { logLineSchema } from '#protocol/log.ts';

/** The logs of the runs that are kept. */
export class LogTable {
  readonly #put: StatementSync;
  readonly #after: StatementSync;
  readonly #saying: StatementSync;

  constructor(database: DatabaseSync) {
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO log_line (run_id, lane_id, seq, at, written_at, stream, source, text)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const select = 'SELECT seq, at, written_at AS writtenAt, stream, source, text FROM log_line';
    this.#after = database.prepare(`${select} WHERE run_id = ? AND lane_id = ? AND seq > ? ORDER BY seq LIMIT ?`);
    this.#saying = database.prepare(
      `${select} WHERE run_id = ? AND lane_id = ? AND text IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
    );
  }

  put(runId: string, laneId: string, lines: readonly LaneLogLine[]): void {
    for (const { seq, at, writtenAt, stream, from, text } of lines) {
      this.#put.run(runId, laneId, seq, at, writtenAt, stream, from ?? null, text);
    }
  }

  /** The lines of a lane after a sequence number, in their order. @throws ZodError where the file was changed by other hands */
  after(runId: string, laneId: string, seq: number, limit: number): LaneLogLine[] {
    return this.#after.all(runId, laneId, seq, limit).map(lineOf);
  }

  /** The lines of a lane that tell of a request, in their order. @throws ZodError where the file was changed by other hands */
  ofRequest(runId: string, laneId: string, request: number, limit: number): LaneLogLine[] {
    return this.#saying.all(runId, laneId, JSON.stringify(evidenceLines(request)), limit).map(lineOf);
  }
}

function lineOf({ source, ...columns }: Record<string, SQLOutputValue>): LaneLogLine {
  return logLineSchema.parse(source === null ? columns : { ...columns, from: source });
}
