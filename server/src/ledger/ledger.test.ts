import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Counts, RequestRow } from '#protocol/request.ts';
import type { RequestFacts } from './ledger.ts';
import { Ledger } from './ledger.ts';
import { cutAt, open, refused, row } from './testing.ts';

function factsOf(number: number, change: Partial<RequestRow> = {}): RequestFacts {
  const { evidence, receivedAt, storedAt, ...facts } = row(number, number * 100, change);
  return facts;
}

/** Anything that can reach a ledger: facts of any state, and log lines, for few numbers so that they meet. */
const number = fc.integer({ min: 1, max: 8 });
const step = fc.record({ number, step: fc.constantFrom('received' as const, 'stored' as const) });
const outcome = fc.constantFrom<RequestRow['outcome']>(null, 'completed', 'refused', 'cut', 'timed-out', 'not-sent');
const arrival = fc.oneof(
  fc
    .record({ number, outcome, status: fc.constantFrom(200, 500) })
    .map(({ number: n, ...rest }) => ({ facts: factsOf(n, rest) })),
  fc.record({ evidence: step, at: fc.integer({ min: 0, max: 1000 }) }),
);
type Arrival = typeof arrival extends fc.Arbitrary<infer T> ? T : never;

function feed(ledger: Ledger, item: Arrival): void {
  if ('facts' in item) ledger.record(item.facts);
  else ledger.witness(item.evidence, item.at);
}

/** The counts by their definition, from all rows at once. */
function countAll(rows: readonly RequestRow[], logComplete: boolean, proxied: boolean): Counts {
  const by = (test: (r: RequestRow) => boolean) => rows.filter(test).length;
  const lost = (r: RequestRow) => r.outcome === 'cut' || r.outcome === 'timed-out';
  const lostWith = (evidence: RequestRow['evidence']) => by((r) => lost(r) && r.evidence === evidence);
  const unread = logComplete && !proxied ? lostWith('none') : 0;
  const interrupted = logComplete ? lostWith('received') : 0;
  return {
    due: by((r) => r.outcome !== null),
    completed: by((r) => r.outcome === 'completed'),
    refused: by((r) => r.outcome === 'refused'),
    cut: by((r) => r.outcome === 'cut'),
    timedOut: by((r) => r.outcome === 'timed-out'),
    notSent: by((r) => r.outcome === 'not-sent'),
    inFlight: by((r) => r.outcome === null),
    serverErrors: by((r) => r.outcome === 'completed' && r.status !== null && r.status >= 500),
    lost: {
      total: by(lost),
      unread,
      interrupted,
      unacknowledged: lostWith('stored'),
      unknown: by(lost) - unread - interrupted - lostWith('stored'),
    },
  };
}

describe('Ledger', () => {
  test('joins a request with the lines that the server logged of it', () => {
    const ledger = new Ledger();
    ledger.record(factsOf(1));
    ledger.witness({ number: 1, step: 'received' }, 7);
    ledger.witness({ number: 1, step: 'stored' }, 9);
    expect(ledger.rows()).toEqual([row(1, 100, { evidence: 'stored', receivedAt: 7, storedAt: 9 })]);
  });

  test('keeps evidence that comes before the request is known', () => {
    const ledger = new Ledger();
    ledger.witness({ number: 2, step: 'stored' }, 5);
    expect(ledger.rows()).toEqual([]);
    expect(ledger.version).toBe(0);
    ledger.record(factsOf(2));
    ledger.record(factsOf(2, open));
    expect(ledger.rows()[0]).toMatchObject({ evidence: 'stored', receivedAt: null, storedAt: 5 });
  });

  test('keeps the first time of a step that is logged again', () => {
    const ledger = new Ledger();
    ledger.record(factsOf(1));
    ledger.witness({ number: 1, step: 'received' }, 7);
    const { version } = ledger;
    ledger.witness({ number: 1, step: 'received' }, 8);
    expect(ledger.rows()[0]?.receivedAt).toBe(7);
    expect(ledger.version).toBe(version);
  });

  test('ignores numbers that no request can have', () => {
    const ledger = new Ledger();
    ledger.witness({ number: 0, step: 'stored' }, 5);
    ledger.witness({ number: 100_001, step: 'stored' }, 5);
    ledger.record(factsOf(100_001));
    expect(ledger.rows()[0]?.evidence).toBe('none');
  });

  test('replaces the facts of a request until it has an outcome, and never changes that', () => {
    const ledger = new Ledger();
    ledger.record(factsOf(1, { ...open, writtenAt: null }));
    ledger.record(factsOf(1, open));
    expect(ledger.rows()[0]?.writtenAt).toBe(101);
    ledger.record(factsOf(1, cutAt(150)));
    ledger.record(factsOf(1));
    ledger.record(factsOf(1, open));
    expect(ledger.rows()[0]).toMatchObject({ outcome: 'cut', endedAt: 150 });
  });

  test('leaves a row as it was handed out', () => {
    const ledger = new Ledger();
    ledger.record(factsOf(1, open));
    const [before] = ledger.rows();
    ledger.record(factsOf(1));
    expect(before?.outcome).toBeNull();
  });

  test('gives the rows in the order of their numbers, whatever order they came in', () => {
    const ledger = new Ledger();
    for (const n of [3, 1, 6, 2, 5]) ledger.record(factsOf(n));
    expect(ledger.rows().map((r) => r.number)).toEqual([1, 2, 3, 5, 6]);
    ledger.record(factsOf(4));
    expect(ledger.rows().map((r) => r.number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('counts what an open row will be only as in flight', () => {
    const ledger = new Ledger();
    ledger.record(factsOf(1));
    ledger.record(factsOf(2, open));
    ledger.record(factsOf(3, refused));
    expect(ledger.counts({ logComplete: false, proxied: false })).toMatchObject({ due: 2, inFlight: 1, refused: 1 });
  });

  test('splits what was lost only as far as the log and the way there allow', () => {
    const ledger = new Ledger();
    for (const n of [1, 2, 3]) ledger.record(factsOf(n, cutAt(900)));
    ledger.witness({ number: 2, step: 'received' }, 1);
    ledger.witness({ number: 3, step: 'stored' }, 1);
    const lost = (logComplete: boolean, proxied: boolean) => ledger.counts({ logComplete, proxied }).lost;
    const none = { total: 3, unread: 0, interrupted: 0, unacknowledged: 1, unknown: 0 };
    expect(lost(false, false)).toEqual({ ...none, unknown: 2 });
    expect(lost(true, false)).toEqual({ ...none, unread: 1, interrupted: 1 });
    expect(lost(true, true)).toEqual({ ...none, interrupted: 1, unknown: 1 });
  });

  test('the counts always are those of its rows, and due is the sum of the outcomes', () => {
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 60 }), fc.boolean(), fc.boolean(), (items, logComplete, proxied) => {
        const ledger = new Ledger();
        for (const item of items) {
          feed(ledger, item);
          const counts = ledger.counts({ logComplete, proxied });
          expect(counts).toEqual(countAll(ledger.rows(), logComplete, proxied));
          const { due, completed, refused: turnedAway, cut, timedOut, notSent, lost } = counts;
          expect(due).toBe(completed + turnedAway + cut + timedOut + notSent);
          expect(lost.total).toBe(lost.unread + lost.interrupted + lost.unacknowledged + lost.unknown);
        }
      }),
    );
  });

  test('facts and log lines give the same rows in whatever order they mix', () => {
    const facts = fc
      .uniqueArray(number, { minLength: 1 })
      .map((numbers) => numbers.map((n) => ({ facts: factsOf(n) })));
    const lines = fc.array(step).map((steps) => steps.map((evidence) => ({ evidence, at: evidence.number * 10 })));
    const mixed = fc
      .tuple(facts, lines)
      .chain(([a, b]) =>
        fc.tuple(fc.constant([...a, ...b]), fc.shuffledSubarray([...a, ...b], { minLength: a.length + b.length })),
      );
    fc.assert(
      fc.property(mixed, ([one, other]) => {
        const [a, b] = [new Ledger(), new Ledger()];
        for (const item of one) feed(a, item);
        for (const item of other) feed(b, item);
        expect(b.rows()).toEqual(a.rows());
      }),
    );
  });

  test('a viewer that asks at any time and in any steps ends with the same rows', () => {
    const asks = fc.array(fc.oneof(arrival, fc.record({ pull: fc.integer({ min: 1, max: 5 }) })), { maxLength: 120 });
    fc.assert(
      fc.property(asks, (items) => {
        const ledger = new Ledger();
        const seen = new Map<number, RequestRow>();
        let have = 0;
        const pull = (limit: number) => {
          const { version, changed } = ledger.changedSince(have, limit);
          expect(changed.length).toBeLessThanOrEqual(limit);
          expect(new Set(changed.map((r) => r.number)).size).toBe(changed.length);
          expect(version).toBeGreaterThanOrEqual(have);
          have = version;
          for (const r of changed) seen.set(r.number, r);
          return changed.length;
        };
        for (const item of items) {
          if ('pull' in item) pull(item.pull);
          else feed(ledger, item);
        }
        while (pull(3) > 0);
        expect(have).toBe(ledger.version);
        expect([...seen.values()].sort((a, b) => a.number - b.number)).toEqual(ledger.rows());
      }),
    );
  });

  test('a viewer that names a version of another ledger gets everything', () => {
    const ledger = new Ledger();
    ledger.record(factsOf(1));
    expect(ledger.changedSince(99, 10)).toEqual({ version: 1, changed: ledger.rows() });
    expect(ledger.changedSince(1, 10)).toEqual({ version: 1, changed: [] });
  });

  test('holds 100,000 rows that change four times each', () => {
    const ledger = new Ledger();
    const rows = 100_000;
    for (let n = 1; n <= rows; n += 1) {
      ledger.record(factsOf(n, open));
      ledger.witness({ number: n, step: 'received' }, n);
      ledger.witness({ number: n, step: 'stored' }, n);
      ledger.record(factsOf(n));
    }
    expect(ledger.counts({ logComplete: true, proxied: false })).toMatchObject({
      due: rows,
      completed: rows,
      inFlight: 0,
    });
    let have = 0;
    let count = 0;
    for (;;) {
      const { version, changed } = ledger.changedSince(have, 5000);
      if (changed.length === 0) break;
      have = version;
      count += changed.length;
    }
    expect(count).toBe(rows);
  });
});
