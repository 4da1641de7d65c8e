import { differences } from './differences.ts';
import type { LabCounts, LabRow } from './lab-client.ts';
import { seesEnding } from './sight.ts';
import type { Client } from './time-disagreements.ts';
import { findTimeDisagreements } from './time-disagreements.ts';
import { findTracelessDisagreements } from './traceless.ts';
import type { Fate, WireAccount, WireRequest } from './witness/wire-account.ts';

/** What a container's own log says, read by `docker logs`. */
export interface LogAccount {
  received: number[];
  stored: number[];
}

/** Everything that the ledger of one lane says and the witnesses do not, one sentence each. */
export function findDisagreements(
  rows: readonly LabRow[],
  counts: LabCounts,
  wire: WireAccount,
  log: LogAccount | null,
  client: Client,
): string[] {
  return [
    ...sums(rows, counts),
    ...rowByRow(rows, wire),
    ...findTracelessDisagreements(rows, wire, client),
    ...findTimeDisagreements(rows, wire, client),
    ...(log === null ? evidenceByWire(rows, wire) : evidenceByLog(rows, log)),
  ];
}

/** Due is the sum of the outcomes, and the counts are those of the rows. */
function sums(rows: readonly LabRow[], counts: LabCounts): string[] {
  const of = (outcome: LabRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const { lost } = counts;
  return differences([
    ['due', counts.due, rows.length],
    ['completed', counts.completed, of('completed')],
    ['refused', counts.refused, of('refused')],
    ['cut', counts.cut, of('cut')],
    ['timed out', counts.timedOut, of('timed-out')],
    ['not sent', counts.notSent, of('not-sent')],
    ['in flight', counts.inFlight, 0],
    ['due', counts.due, counts.completed + counts.refused + counts.cut + counts.timedOut + counts.notSent],
    ['lost', lost.total, of('cut') + of('timed-out')],
    ['lost', lost.total, lost.unread + lost.interrupted + lost.unacknowledged + lost.unknown],
    ['numbers', rows.map(({ number }) => number).join(), rows.map((_, place) => place + 1).join()],
  ]).map((text) => `sum: ${text}`);
}

/** Every request that was seen on the wire has a row that says the same. */
function rowByRow(rows: readonly LabRow[], { requests }: WireAccount): string[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const ids = requests.map(({ id }) => id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  return [
    ...twice.map((id) => `request ${id}: on the wire more than once`),
    ...requests.flatMap((request) => compareRow(byNumber.get(request.id), request)),
  ];
}

function compareRow(row: LabRow | undefined, { id, reused, fate }: WireRequest): string[] {
  if (row === undefined) return [`request ${id}: on the wire (${tellFate(fate)}), not in the ledger`];
  const found: string[] = [];
  if (!allows(fate, row)) found.push(`the ledger says ${tellRow(row)}, the wire ${tellFate(fate)}`);
  else if (!seesEnding(row, fate.cutBy)) {
    found.push(
      `the ledger saw ${row.sight} (${row.errorCode}), the wire shows ${fate.cutBy.join(' or ') || 'no end by the server'}`,
    );
  }
  if (row.reusedConnection !== reused) {
    found.push(`the ledger says reusedConnection ${row.reusedConnection}, the wire ${reused}`);
  }
  return found.map((text) => `request ${id}: ${text}`);
}

function allows({ outcomes, answer }: Fate, { outcome, status, bytesReceived }: LabRow): boolean {
  if (!outcomes.some((possible) => possible === outcome)) return false;
  return outcome !== 'completed' || (status === answer?.status && bytesReceived === answer.bytes);
}

/** The evidence of every row is what the container's log says. */
function evidenceByLog(rows: readonly LabRow[], log: LogAccount): string[] {
  const received = new Set(log.received);
  const stored = new Set(log.stored);
  const strangers = [...received, ...stored].filter((number) => rows[number - 1]?.number !== number);
  return [
    ...strangers.map((number) => `request ${number}: in the container’s log, not in the ledger`),
    ...rows.flatMap(({ number, evidence }) => {
      const said = stored.has(number) ? 'stored' : received.has(number) ? 'received' : 'none';
      return said === evidence ? [] : [`request ${number}: evidence ${evidence}, the container’s log says ${said}`];
    }),
  ];
}

/** Where nobody else reads the log: what was never sent cannot be in it, and what was answered with success must be. */
function evidenceByWire(rows: readonly LabRow[], { requests }: WireAccount): string[] {
  const fates = new Map(requests.map(({ id, fate }) => [id, fate]));
  return rows.flatMap(({ number, evidence }) => {
    const fate = fates.get(number);
    if (fate === undefined && evidence !== 'none') return [`request ${number}: evidence ${evidence}, and never sent`];
    const mustBeStored = fate?.answer != null && fate.answer.status < 300;
    return mustBeStored && evidence !== 'stored' ? [`request ${number}: evidence ${evidence}, and answered`] : [];
  });
}

function tellRow({ outcome, status, sight, errorCode, bytesReceived, sentAt, endedAt }: LabRow): string {
  const lasted = sentAt === null || endedAt === null ? '' : `, ${(endedAt - sentAt).toFixed(1)} ms`;
  return `${outcome} (status ${status}, ${sight}, ${errorCode}, ${bytesReceived} bytes${lasted})`;
}

function tellFate({ outcomes, answer, afterMs }: Fate): string {
  const kind = outcomes.length === 0 ? 'no end' : outcomes.join(' or ');
  const what = answer === null ? [] : [`status ${answer.status}`, `${answer.bytes} bytes`];
  return `${kind} (${[...what, ...(afterMs === null ? [] : [`${afterMs.toFixed(1)} ms`])].join(', ')})`;
}
