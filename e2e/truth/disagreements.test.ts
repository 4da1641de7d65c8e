import { describe, expect, test } from 'vitest';
import { ClockGap } from './clock-gap.ts';
import type { LogAccount } from './disagreements.ts';
import { findDisagreements } from './disagreements.ts';
import type { LabCounts, LabRow } from './lab-client.ts';
import type { BareConnection } from './witness/bare-connection.ts';
import type { Fate, WireAccount, WireRequest } from './witness/wire-account.ts';

/** A clock that is this machine's own, known within the two milliseconds that `Date.now()` leaves open. */
const clock = new ClockGap();
clock.observe(0, 0, 0);
const TIMEOUT_MS = 1_000;
const compare = (rows: LabRow[], counts: LabCounts, wire: WireAccount, log: LogAccount | null) =>
  findDisagreements(rows, counts, wire, log, { clock, timeoutMs: TIMEOUT_MS, late: () => undefined });

/** A request on a connection of its own, 100 ms after the one before. */
function row(number: number, change: Partial<LabRow> = {}): LabRow {
  const at = number * 100;
  return {
    number,
    dueAt: at,
    sentAt: at,
    connectedAt: at + 11,
    writtenAt: at + 20,
    firstByteAt: at + 50,
    endedAt: at + 50,
    outcome: 'completed',
    status: 201,
    sight: 'response',
    errorCode: null,
    bytesReceived: 10,
    reusedConnection: false,
    evidence: 'stored',
    ...change,
  };
}

const unread = { status: null, bytesReceived: 0, evidence: 'none', firstByteAt: null } as const;
const cut = { ...unread, outcome: 'cut', sight: 'reset', errorCode: 'ECONNRESET' } as const;
const refused = {
  ...unread,
  outcome: 'refused',
  sight: 'connect-error',
  errorCode: 'ECONNREFUSED',
  connectedAt: null,
  writtenAt: null,
} as const;

/** A ledger that agrees: one answered, one cut in the backlog, one cut before it was written, one refused. */
const rows = [row(1), row(2, cut), row(3, cut), row(4, refused)];
const counts: LabCounts = {
  due: 4,
  completed: 1,
  refused: 1,
  cut: 2,
  timedOut: 0,
  notSent: 0,
  inFlight: 0,
  lost: { total: 2, unread: 2, interrupted: 0, unacknowledged: 0, unknown: 0 },
};
const completed: Fate = {
  outcomes: ['completed'],
  answer: { status: 201, bytes: 10 },
  cutBy: [],
  decidedAt: 145,
  afterMs: 20,
};
const cutOnWire: Fate = { outcomes: ['cut'], answer: null, cutBy: ['reset'], decidedAt: 245, afterMs: 20 };

/** On the wire the request of a row passes when the row says so, and its answer 5 ms before. */
function request(id: number, fate: Fate, change: Partial<WireRequest> = {}): WireRequest {
  const at = id * 100;
  const times = {
    freeAt: at + 1,
    openedAt: at + 1,
    acceptedAt: at + 9,
    sentAt: at + 15,
    sentWholeAt: at + 15,
    answeredAt: fate.answer === null ? null : at + 45,
    movedOnAt: null,
  };
  return { id, reused: false, times, fate, ...change };
}

function bare(number: number, change: Partial<BareConnection> = {}): BareConnection {
  const at = number * 100;
  return { openedAt: at + 1, answeredAt: at + 9, endings: [], endedAt: null, leftAt: null, ...change };
}

const silent = bare(3, { endings: ['reset'], endedAt: 345 });
const wire: WireAccount = {
  requests: [request(1, completed), request(2, cutOnWire)],
  turnedAway: [bare(4)],
  unanswered: [],
  silent: [silent],
  endedIdle: [],
};
const log = { received: [1], stored: [1] };

/** What is found when one row of the ledger says something else. */
function lie(number: number, change: Partial<LabRow>): string[] {
  const told = rows.map((known) => (known.number === number ? { ...known, ...change } : known));
  return compare(told, counts, wire, log).filter((text) => !text.startsWith('sum'));
}

test('finds nothing where ledger, wire and log agree', () => {
  expect(compare(rows, counts, wire, log)).toEqual([]);
  expect(compare(rows, counts, wire, null)).toEqual([]);
});

describe('finds a row that', () => {
  test('says another outcome, status or number of bytes than the wire', () => {
    expect(lie(1, { outcome: 'cut' })[0]).toContain('request 1: the ledger says cut');
    expect(lie(1, { status: 500 })[0]).toContain('the wire completed (status 201');
    expect(lie(1, { bytesReceived: 9 })[0]).toContain('request 1');
    expect(lie(2, { outcome: 'refused' })[0]).toContain('the wire cut (20.0 ms)');
    expect(lie(2, { outcome: 'timed-out' })[0]).toContain('the wire cut (20.0 ms)');
    expect(lie(2, { reusedConnection: true })[0]).toContain('reusedConnection');
  });

  test('calls a connection that was made refused, or one that was not made cut', () => {
    expect(lie(3, refused)).toEqual([
      'without a trace: refused by a reset: the lab says 2, the witness 1',
      'without a trace: lost with a connection of their own and no byte sent: the lab says 0, the witness 1',
    ]);
    expect(lie(4, cut)).toHaveLength(2);
  });

  test('claims an answer that never was on the wire', () => {
    expect(lie(4, row(4)).join()).toContain('the wire has no trace of it');
  });

  test('has other evidence than the container’s log', () => {
    expect(lie(1, { evidence: 'received' })).toEqual([
      'request 1: evidence received, the container’s log says stored',
    ]);
    expect(lie(2, { evidence: 'stored' })).toEqual(['request 2: evidence stored, the container’s log says none']);
  });
});

describe('holds what the generator saw against FIN and RST', () => {
  test('of a request that was on the wire', () => {
    expect(lie(2, { sight: 'end-of-file', errorCode: null })).toEqual([
      'request 2: the ledger saw end-of-file (null), the wire shows reset',
    ]);
    expect(lie(2, { errorCode: 'EPIPE' })).toEqual([]);
    expect(lie(2, { errorCode: 'ETIMEDOUT' })).toHaveLength(1);
    expect(lie(1, { sight: 'reset' })).toHaveLength(1);
  });

  test('of one that was cut before a byte of it was sent', () => {
    expect(lie(3, { sight: 'end-of-file', errorCode: null })).toEqual([
      'request 3: the ledger saw end-of-file, the wire shows reset',
    ]);
  });

  test('of one that was refused', () => {
    expect(lie(4, { sight: 'reset' })).toEqual(['request 4: refused, and saw reset (ECONNREFUSED)']);
  });
});

describe('holds each row without a byte on the wire against its own connection', () => {
  test('in the order of the SYNs, one by one', () => {
    expect(lie(4, { sentAt: 410 }).join()).toContain('request 4: sentAt is');
    expect(lie(4, { endedAt: 401 }).join()).toContain('request 4: endedAt is');
    expect(lie(3, { connectedAt: 304 }).join()).toContain('request 3: connectedAt is');
    expect(lie(3, { endedAt: 330 }).join()).toContain('request 3: endedAt is');
  });

  test('two refused rows that changed places disagree, though their number is right', () => {
    const second = row(9, { ...refused, sentAt: 900 });
    const twice = { ...wire, turnedAway: [bare(4), bare(9)] };
    const swapped = [
      row(1),
      row(2, cut),
      row(3, cut),
      row(4, { ...refused, sentAt: 900 }),
      { ...second, sentAt: 400 },
    ];
    expect(compare([...rows, second], counts, twice, log).filter((text) => !text.startsWith('sum'))).toEqual([]);
    expect(compare(swapped, counts, twice, log).join()).toContain('request 4: ');
  });

  test('an unanswered SYN is a row that came to nothing then; a row may have had none', () => {
    const given = row(4, { ...refused, sight: 'timeout', errorCode: null, endedAt: 1_400 });
    const told = (openedAt: number[]) => {
      const unanswered = openedAt.map((at) => bare(4, { openedAt: at, answeredAt: null }));
      const found = compare([...rows.slice(0, 3), given], counts, { ...wire, turnedAway: [], unanswered }, log);
      return found.filter((text) => !text.startsWith('sum'));
    };
    expect(told([])).toEqual([]);
    expect(told([401])).toEqual([]);
    expect(told([390])).toHaveLength(1);
    expect(told([401, 402])).toHaveLength(1);
  });
});

test('lets either stand where the packets leave two open, and nothing else', () => {
  const open: Fate = { ...cutOnWire, outcomes: ['cut', 'timed-out'] };
  const told = (change: Partial<LabRow>) => {
    const account = { ...wire, requests: [...wire.requests.slice(0, 1), request(2, open)] };
    const changed = [row(1), row(2, { ...cut, ...change }), ...rows.slice(2)];
    return compare(changed, counts, account, log).filter((text) => !text.startsWith('sum'));
  };
  expect(told({})).toEqual([]);
  expect(told({ outcome: 'timed-out', sight: 'abandoned', errorCode: null })).toEqual([]);
  expect(told({ outcome: 'refused' })[0]).toContain('the wire cut or timed-out (20.0 ms)');
});

test('finds requests that the ledger does not have, and sums that do not add up', () => {
  expect(compare(rows.slice(0, 3), counts, wire, log).join()).toContain('due: the lab says 4');
  const more = { ...wire, requests: [...wire.requests, request(5, cutOnWire)] };
  expect(compare(rows, counts, more, log)).toEqual(['request 5: on the wire (cut (20.0 ms)), not in the ledger']);
  const twice = { ...wire, requests: [...wire.requests, ...wire.requests.slice(1)] };
  expect(compare(rows, counts, twice, log)).toEqual(['request 2: on the wire more than once']);
});

test('a kept connection that ended as it was to be used again explains one row, and no more', () => {
  const onKept = [row(1), row(2, cut), row(3, { ...cut, reusedConnection: true }), row(4, refused)];
  const ended = { ...wire, silent: [], endedIdle: [{ endings: ['reset' as const], endedAt: 340 }] };
  expect(compare(onKept, counts, ended, log)).toEqual([]);
  expect(compare(onKept, counts, { ...ended, endedIdle: [] }, log)).toHaveLength(1);
});

test('without a log of its own holds the evidence against the wire', () => {
  const unsent = [...rows.slice(0, 3), row(4, { ...refused, evidence: 'received' })];
  expect(compare(unsent, counts, wire, null)).toEqual(['request 4: evidence received, and never sent']);
  const forgotten = [row(1, { evidence: 'received' }), ...rows.slice(1)];
  expect(compare(forgotten, counts, wire, null)).toEqual(['request 1: evidence received, and answered']);
});
