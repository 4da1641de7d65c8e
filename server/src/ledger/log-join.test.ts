import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvidence } from '#protocol/evidence.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RequestFacts } from './ledger.ts';
import { Ledger } from './ledger.ts';
import { cutAt, refused, row, timedOutAt } from './testing.ts';

const NUMBERS = 12;

/** What a program of a container prints: steps of requests, known or not, and whatever else it likes. */
const step = fc.constantFrom('received', 'stored');
const whole = fc.tuple(fc.integer({ min: 1, max: NUMBERS + 3 }), step).map(([n, word]) => `request=${n} ${word}`);
const torn = fc.tuple(whole, fc.nat(20)).map(([line, length]) => line.slice(0, Math.min(length, line.length - 1)));
const mingled = fc.tuple(whole, whole).map(([one, other]) => one + other);
const strange = fc.oneof(
  fc.string(),
  fc
    .tuple(fc.constantFrom('0', '-1', '007', '1e3', '100001', '9007199254740993'), step)
    .map(([n, w]) => `request=${n} ${w}`),
  fc.constantFrom('[7] [DEBUG] request=3 received', 'request=3 received ', 'Handling signal: term'),
);
const line = fc.oneof(
  { weight: 4, arbitrary: whole },
  { weight: 1, arbitrary: torn },
  { weight: 1, arbitrary: mingled },
  { weight: 1, arbitrary: strange },
);

/** When the lab read a line. The clock of whoever stamps it may step back and forth. */
const logged = fc.record({ line, at: fc.integer({ min: -5_000, max: 5_000 }) });
const log = fc.array(logged, { maxLength: 60 });

/** How each request ended, for numbers in any order; some twice, as a batch that is delivered again. */
const ends: Partial<RequestRow>[] = [{}, { status: 500 }, cutAt(900), timedOutAt(2_000), refused];
const fact = fc
  .record({ number: fc.integer({ min: 1, max: NUMBERS }), change: fc.constantFrom(...ends) })
  .map(({ number, change }) => factsOf(number, change));
const facts = fc.array(fact, { maxLength: 30 });

function factsOf(number: number, change: Partial<RequestRow>): RequestFacts {
  const { evidence, receivedAt, storedAt, ...rest } = row(number, number * 10, change);
  return rest;
}

function witness(ledger: Ledger, { line: text, at }: { line: string; at: number }): void {
  const evidence = readEvidence(text);
  if (evidence !== null) ledger.witness(evidence, at);
}

function ledgerOf(known: RequestFacts[], lines: { line: string; at: number }[]): Ledger {
  const ledger = new Ledger();
  for (const item of known) ledger.record(item);
  for (const item of lines) witness(ledger, item);
  return ledger;
}

const whatIsSaid = (ledger: Ledger) =>
  ledger.rows().map(({ number, evidence, outcome }) => [number, evidence, outcome]);

describe('the log joined with the requests', () => {
  test('a row has the evidence of the whole lines about it, as grep would find them, and of no others', () => {
    fc.assert(
      fc.property(facts, log, (known, lines) => {
        const said = new Set(lines.map(({ line: text }) => text));
        for (const { number, evidence } of ledgerOf(known, lines).rows()) {
          const stored = said.has(`request=${number} stored`);
          const received = said.has(`request=${number} received`);
          expect(evidence).toBe(stored ? 'stored' : received ? 'received' : 'none');
        }
      }),
    );
  });

  test('each step has the time of its first line, however often and in whatever order the steps come', () => {
    fc.assert(
      fc.property(facts, log, (known, lines) => {
        const first = (text: string) => lines.find((candidate) => candidate.line === text)?.at ?? null;
        for (const { number, receivedAt, storedAt } of ledgerOf(known, lines).rows()) {
          expect({ receivedAt, storedAt }).toEqual({
            receivedAt: first(`request=${number} received`),
            storedAt: first(`request=${number} stored`),
          });
        }
      }),
    );
  });

  test('the times of the lines decide nothing: a clock that steps changes no evidence, no outcome and no count', () => {
    fc.assert(
      fc.property(facts, log, fc.array(fc.integer(), { minLength: 60, maxLength: 60 }), (known, lines, clock) => {
        const stepped = lines.map(({ line: text }, place) => ({ line: text, at: clock[place] ?? 0 }));
        const [one, other] = [ledgerOf(known, lines), ledgerOf(known, stepped)];
        expect(whatIsSaid(other)).toEqual(whatIsSaid(one));
        for (const context of [
          { logComplete: true, proxied: false },
          { logComplete: false, proxied: true },
        ]) {
          expect(other.counts(context)).toEqual(one.counts(context));
        }
      }),
    );
  });

  test('lines in any order, before or after the requests that they are about, say the same', () => {
    const shuffled = log.chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
    );
    fc.assert(
      fc.property(facts, shuffled, (known, [lines, mixed]) => {
        const late = ledgerOf(known, lines);
        const early = new Ledger();
        for (const item of mixed) witness(early, item);
        for (const item of known) early.record(item);
        expect(whatIsSaid(early)).toEqual(whatIsSaid(late));
      }),
    );
  });

  test('a log that is read twice, as after a torn connection to the engine, says no more than once', () => {
    fc.assert(
      fc.property(facts, log, fc.nat(60), (known, lines, from) => {
        const again = [...lines, ...lines.slice(from), ...lines];
        expect(ledgerOf(known, again).rows()).toEqual(ledgerOf(known, lines).rows());
      }),
    );
  });

  test('more of the log never takes evidence back, and never adds to what was lost', () => {
    const rank = { none: 0, received: 1, stored: 2 };
    const context = { logComplete: true, proxied: false };
    fc.assert(
      fc.property(facts, log, (known, lines) => {
        const ledger = ledgerOf(known, []);
        for (const item of lines) {
          const before = new Map(ledger.rows().map(({ number, evidence }) => [number, rank[evidence]]));
          const { total } = ledger.counts(context).lost;
          witness(ledger, item);
          for (const { number, evidence } of ledger.rows())
            expect(rank[evidence]).toBeGreaterThanOrEqual(before.get(number) ?? 0);
          expect(ledger.counts(context).lost.total).toBe(total);
        }
      }),
    );
  });
});

describe('requests that are reported more than once', () => {
  test('keep their first outcome, and are counted once', () => {
    fc.assert(
      fc.property(facts, log, (known, lines) => {
        const ledger = ledgerOf(known, lines);
        const firsts = new Map<number, RequestFacts>();
        for (const item of known) if (!firsts.has(item.number)) firsts.set(item.number, item);
        expect(ledger.counts({ logComplete: true, proxied: false }).due).toBe(firsts.size);
        for (const { evidence, receivedAt, storedAt, ...rest } of ledger.rows())
          expect(rest).toEqual(firsts.get(rest.number));
      }),
    );
  });
});
