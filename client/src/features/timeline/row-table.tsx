import { grouped } from '#protocol/language/decimal.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, saidCount, say, told } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import { evidenceWord } from './evidence-word.ts';
import type { LaneMoments } from './lane-moments.ts';
import { markOf, markWords } from './mark.ts';
import { MarkGlyph } from './mark-glyph.tsx';
import { rowSpoken } from './row-text.ts';
import type { Selected } from './selected.ts';
import { firstFrom } from './sorted.ts';
import { signedTime, time } from './times.ts';
import { VirtualTable } from './virtual-table.tsx';

const COLUMNS: readonly Said[] = [
  said('No.'),
  saidCount(1, 'Due', 'Due'),
  said('Took'),
  said('Outcome'),
  said('Server’s log'),
  said('Sent'),
  said('Connected'),
  said('Written'),
  said('First byte'),
  said('Ended'),
  said('Bytes'),
  said('Log: received'),
  said('Log: stored'),
];

interface RowTableProps {
  label: string;
  /** In the order of their numbers. */
  rows: readonly RequestRow[];
  emptyText: string;
  moments: LaneMoments;
  selected: Selected;
}

/** A lane's requests as a table. */
export function RowTable({ label, rows, emptyText, moments, selected }: RowTableProps) {
  return (
    <VirtualTable
      label={label}
      columns={COLUMNS.map((column) => told(column))}
      count={rows.length}
      selected={indexOf(rows, selected.request)}
      emptyText={emptyText}
      row={(index) => {
        const row = rows[index];
        // A ledger that still loads has holes.
        if (row === undefined) return { key: index + 1, head: '…', spoken: say('Not here yet'), cells: [] };
        return { key: row.number, head: row.number, spoken: rowSpoken(row, moments), cells: cellsOf(row, moments) };
      }}
      onSelect={(index) => selected.choose(targetOf(index === null ? undefined : rows[index]))}
    />
  );
}

function targetOf(row: RequestRow | undefined) {
  return row === undefined ? null : { request: row.number };
}

function indexOf(rows: readonly RequestRow[], number: number | null): number {
  if (number === null) return -1;
  const index = firstFrom(rows, number, (row) => row?.number ?? Number.POSITIVE_INFINITY);
  return rows[index]?.number === number ? index : -1;
}

function cellsOf(row: RequestRow, moments: LaneMoments) {
  const mark = markOf(row);
  const at = (instant: number | null) => (instant === null ? '–' : signedTime(instant - moments.origin));
  return [
    signedTime(row.dueAt - moments.origin),
    row.endedAt === null ? '–' : time(row.endedAt - (row.sentAt ?? row.dueAt)),
    <>
      <MarkGlyph mark={mark} /> {markWords(mark, moments)}
      {row.status === null ? '' : ` ${row.status}`}
      {row.errorCode === null ? '' : ` ${row.errorCode}`}
    </>,
    evidenceWord(row.evidence),
    at(row.sentAt),
    at(row.connectedAt),
    at(row.writtenAt),
    at(row.firstByteAt),
    at(row.endedAt),
    grouped(row.bytesReceived),
    at(row.receivedAt),
    at(row.storedAt),
  ];
}
