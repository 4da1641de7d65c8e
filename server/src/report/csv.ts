import type { LaneRecord } from '#protocol/lane.ts';
import type { Report } from '#protocol/report.ts';
import type { RequestRow } from '#protocol/request.ts';
import { phaseAt, signalMoment } from '#protocol/signal-moment.ts';
import { factsOf, isBalanced } from '../ledger/lane-facts.ts';
import { lostKind } from '../ledger/lost-kind.ts';

type Cell = string | number | boolean | null;

/** What a line is made of: a request, its lane, and its run. */
interface Line {
  run: Report['run'];
  lane: LaneRecord;
  row: RequestRow;
  /** When the signal came, on the run's clock; null where none was sent. */
  signal: number | null;
}

/** Times are milliseconds on the run's clock. The run's status stands in every line: a line is read without its neighbours. */
const COLUMNS: Record<string, (line: Line) => Cell> = {
  run: ({ run }) => run.id,
  run_status: ({ run }) => run.status,
  scenario: ({ run }) => run.scenarioId,
  lane: ({ lane }) => lane.id,
  ended_by: ({ lane }) => lane.endLabel,
  number: ({ row }) => row.number,
  due_ms: ({ row }) => row.dueAt,
  sent_ms: ({ row }) => row.sentAt,
  connected_ms: ({ row }) => row.connectedAt,
  written_ms: ({ row }) => row.writtenAt,
  first_byte_ms: ({ row }) => row.firstByteAt,
  end_ms: ({ row }) => row.endedAt,
  t0_ms: ({ lane }) => lane.terminatedAtMs ?? null,
  at_signal: ({ row, signal }) => (signal === null ? null : phaseAt(row, signal)),
  outcome: ({ row }) => row.outcome ?? 'in-flight',
  status: ({ row }) => row.status,
  sight: ({ row }) => row.sight,
  error_code: ({ row }) => row.errorCode,
  bytes_received: ({ row }) => row.bytesReceived,
  reused_connection: ({ row }) => row.reusedConnection,
  evidence: ({ row }) => row.evidence,
  received_ms: ({ row }) => row.receivedAt,
  stored_ms: ({ row }) => row.storedAt,
  lost_as: ({ row, lane }) => {
    const { logComplete, container } = lane;
    return lostKind(row, { logComplete, proxied: container.proxied, balanced: isBalanced(lane) });
  },
};

const CELLS = Object.values(COLUMNS);
const LINES_A_CHUNK = 1_000;

/** A report as CSV (RFC 4180) with a header, in chunks: a line for each request of every lane. */
export function* csvOf({ run, lanes }: Report): Generator<string> {
  yield line(Object.keys(COLUMNS));
  for (const lane of run.lanes) {
    const rows = lanes.find(({ id }) => id === lane.id)?.requests ?? [];
    const signal = signalMoment(factsOf(lane, rows));
    for (let start = 0; start < rows.length; start += LINES_A_CHUNK) {
      yield rows
        .slice(start, start + LINES_A_CHUNK)
        .map((row) => line(CELLS.map((cell) => cell({ run, lane, row, signal }))))
        .join('');
    }
  }
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A text that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A cell of CSV. A text that begins like a formula gets an apostrophe in front, so that no spreadsheet calculates what somebody
 * else wrote (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay as they are.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  // Microseconds: the digits after them are the arithmetic's, not the clock's.
  if (typeof value === 'number') return `${Math.round(value * 1_000) / 1_000}`;
  if (typeof value === 'boolean') return `${value}`;
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
