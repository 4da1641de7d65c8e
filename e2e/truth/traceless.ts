import { differences } from './differences.ts';
import type { LabRow } from './lab-client.ts';
import { seesEnding } from './sight.ts';
import type { Client } from './time-disagreements.ts';
import { HELD_UP_MS, STAMP_MS, TimeJudge } from './time-disagreements.ts';
import type { BareConnection } from './witness/bare-connection.ts';
import type { WireAccount } from './witness/wire-account.ts';

/**
 * Requests that left no byte on the wire, against the connections that carried none. No packet has their number; but one thread
 * sends them, so that the order of their SYNs is the order of the rows, and each is held against its own connection.
 */
export function findTracelessDisagreements(rows: readonly LabRow[], wire: WireAccount, client: Client): string[] {
  const seen = new Set(wire.requests.map(({ id }) => id));
  const traceless = rows.filter(({ number }) => !seen.has(number)).toSorted(bySending);
  const refused = traceless.filter(({ outcome }) => outcome === 'refused');
  const lost = traceless.filter(({ outcome }) => outcome === 'cut' || outcome === 'timed-out');
  const byReset = refused.filter(({ errorCode }) => errorCode === 'ECONNREFUSED');
  const ownLost = lost.filter(({ reusedConnection }) => !reusedConnection);
  const found = differences([
    ['refused by a reset', byReset.length, wire.turnedAway.length],
    ['lost with a connection of their own and no byte sent', ownLost.length, wire.silent.length],
  ]);
  const keptLost = lost.filter(({ reusedConnection }) => reusedConnection);
  return [
    ...traceless.flatMap(inItself),
    ...found.map((text) => `without a trace: ${text}`),
    ...(byReset.length === wire.turnedAway.length ? inOrder(byReset, wire.turnedAway, client) : []),
    ...(ownLost.length === wire.silent.length ? inOrder(ownLost, wire.silent, client) : []),
    ...unanswered(
      refused.filter((row) => !byReset.includes(row)),
      wire,
      client,
    ),
    ...onKept(keptLost, wire, client),
  ];
}

function bySending(one: LabRow, other: LabRow): number {
  return (one.sentAt ?? one.dueAt) - (other.sentAt ?? other.dueAt) || one.number - other.number;
}

/** What cannot be where there was not a byte: an answer, or a connection that somebody turned away. */
function inItself(row: LabRow): string[] {
  const { number, outcome, connectedAt, writtenAt, firstByteAt } = row;
  const found: string[] = [];
  if (outcome === 'completed') found.push('completed, and the wire has no trace of it');
  if (firstByteAt !== null) found.push('it has a firstByteAt, and the wire has no trace of it');
  if (outcome === 'refused' && (connectedAt !== null || writtenAt !== null)) found.push('refused, and connected');
  if (outcome === 'refused' && !seesEnding(row, [])) found.push(`refused, and saw ${row.sight} (${row.errorCode})`);
  return found.map((words) => `request ${number}: ${words}`);
}

/** Row by row against connection by connection: as many of these as of those, in the order of their SYNs. */
function inOrder(rows: readonly LabRow[], connections: readonly BareConnection[], client: Client): string[] {
  const judge = new TimeJudge(client.clock, client.late);
  for (const [place, row] of rows.entries()) {
    const connection = connections[place];
    if (connection === undefined) continue;
    const { openedAt, answeredAt, endings, endedAt, leftAt } = connection;
    judge.hold(row, { step: 'sentAt', notBefore: openedAt, notAfter: null, heldUp: 'early' });
    judge.hold(row, { step: 'sentAt', notBefore: null, notAfter: openedAt });
    judge.hold(row, { step: 'connectedAt', notBefore: answeredAt, notAfter: null });
    const decidedAt = row.outcome === 'cut' ? endedAt : answeredAt;
    // A connection that was never made is not left either: a FIN or RST from its port belongs to another one.
    judge.hold(row, { step: 'endedAt', notBefore: decidedAt, notAfter: row.outcome === 'refused' ? null : leftAt });
    if (row.outcome !== 'timed-out')
      judge.hold(row, { step: 'endedAt', notBefore: null, notAfter: decidedAt, heldUp: 'late' });
    if (row.outcome === 'cut' && !seesEnding(row, endings))
      judge.found.push(`request ${row.number}: the ledger saw ${row.sight}, the wire shows ${endings.join(' or ')}`);
  }
  return judge.found;
}

/**
 * A SYN that nobody answered is one of the rows whose connection came to nothing. Not the other way round: a kernel that finds no
 * neighbour of that address sends no SYN at all.
 */
function unanswered(rows: readonly LabRow[], wire: WireAccount, { clock }: Client): string[] {
  const waiting = [...rows];
  let unexplained = 0;
  for (const { openedAt } of wire.unanswered) {
    const place = waiting.findIndex(({ sentAt }) => {
      if (sentAt === null) return false;
      const { least, most } = clock.toWallClock(sentAt);
      return least <= openedAt + STAMP_MS && openedAt <= most + HELD_UP_MS;
    });
    if (place < 0) unexplained += 1;
    else waiting.splice(0, place + 1); // both are in the order of sending
  }
  if (unexplained === 0) return [];
  return [
    `without a trace: ${unexplained} of ${wire.unanswered.length} connections got no answer, and no row says so`,
  ];
}

/** A kept connection that the server ended between two requests explains one row whose write failed after it, and no more. */
function onKept(rows: readonly LabRow[], wire: WireAccount, { clock }: Client): string[] {
  const ended = [...wire.endedIdle];
  return rows.flatMap((row) => {
    const latest = row.endedAt === null ? Number.POSITIVE_INFINITY : clock.toWallClock(row.endedAt).most + STAMP_MS;
    const place = ended.findIndex(({ endings, endedAt }) => endedAt <= latest && seesEnding(row, endings));
    if (place >= 0) ended.splice(place, 1);
    return place >= 0
      ? []
      : [`request ${row.number}: it lost a kept connection unused, and no such connection was ended on the wire`];
  });
}
