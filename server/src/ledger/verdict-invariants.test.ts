import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparisonLines } from '#protocol/comparison-lines.ts';
import type { Exit, PromiseView } from '#protocol/lane.ts';
import type { EvidenceKind, RequestRow } from '#protocol/request.ts';
import type { Termination } from '#protocol/termination.ts';
import { compare } from './comparison.ts';
import {
  abandonedAt,
  cutAt,
  exit,
  facts,
  lane,
  notSent,
  open,
  refused,
  row,
  sigkill,
  sigterm,
  timedOutAt,
} from './testing.ts';
import type { LaneFacts } from './verdict.ts';
import { judge } from './verdict.ts';

/** Requests of every fate around a signal at 1000 ms and an exit at 1312 ms. */
const fate = fc.constantFrom<(at: number) => Partial<RequestRow>>(
  (at) => ({ firstByteAt: at, endedAt: at }),
  (at) => ({ firstByteAt: at, endedAt: at, status: 503 }),
  cutAt,
  timedOutAt,
  abandonedAt,
  () => refused,
  () => notSent,
  () => open,
);
const rows = fc
  .array(
    fc.record({
      dueAt: fc.integer({ min: 0, max: 2_000 }),
      lasts: fc.integer({ min: 2, max: 1_200 }),
      how: fate,
      evidence: fc.constantFrom<EvidenceKind>('none', 'received', 'stored'),
    }),
    { maxLength: 12 },
  )
  .map((specs) =>
    specs
      .sort((one, other) => one.dueAt - other.dueAt)
      .map(({ dueAt, lasts, how, evidence }, place) => row(place + 1, dueAt, { ...how(dueAt + lasts), evidence })),
  );

const termination = fc.constantFrom<Termination>(sigkill, sigterm, { kind: 'stop', gracePeriodSeconds: 3 });
const ending = fc.record({
  termination,
  proxied: fc.boolean(),
  logComplete: fc.boolean(),
  exit: fc
    .record({
      forced: fc.boolean(),
      durationMs: fc.integer({ min: 1, max: 12_000 }),
      endedBy: fc.constantFrom<Exit['endedBy']>('lab', 'outside', 'itself', 'unknown'),
      oomKilled: fc.boolean(),
    })
    .map(exit),
});

const connectionPromises = (laneFacts: LaneFacts): PromiseView[] =>
  judge(laneFacts).promises.filter(({ id }) => id === 'in-flight-answered' || id === 'no-connection-cut');
const states = (laneFacts: LaneFacts) => judge(laneFacts).promises.map(({ id, state }) => [id, state]);
const brokenIn = (laneFacts: LaneFacts) =>
  judge(laneFacts)
    .promises.filter(({ state }) => state === 'broken')
    .map(({ id }) => id);

describe('a verdict', () => {
  test('breaks a promise about requests only for rows that were lost or turned away, and keeps none while one of them is known', () => {
    fc.assert(
      fc.property(rows, ending, (all, change) => {
        const laneFacts = facts(all, change);
        for (const { state, rows: named } of connectionPromises(laneFacts)) {
          const outcomes = named.map((number) => all[number - 1]?.outcome);
          if (state === 'broken') {
            expect(outcomes.length).toBeGreaterThan(0);
            for (const outcome of outcomes) expect(['cut', 'timed-out', 'refused']).toContain(outcome);
          }
          if (state === 'kept') expect(outcomes.every((outcome) => outcome === 'completed')).toBe(true);
        }
      }),
    );
  });

  test('a connection that the container cut after the signal is never forgiven, but where a proxy may have refused it', () => {
    fc.assert(
      fc.property(rows, ending, (all, change) => {
        const laneFacts = facts(all, change);
        const cut = all.filter(({ outcome, endedAt }) => outcome === 'cut' && (endedAt ?? 0) >= 1_000);
        const [, view] = connectionPromises(laneFacts);
        if (cut.length > 0) expect(view?.state).not.toBe('kept');
        if (cut.some(({ evidence }) => !change.proxied || evidence !== 'none')) expect(view?.state).toBe('broken');
      }),
    );
  });

  test('is the same whatever number, signal or name the exit had', () => {
    const code = fc.option(fc.integer({ min: 0, max: 255 }), { nil: null });
    fc.assert(
      fc.property(rows, ending, code, (all, change, exitCode) => {
        const other = { ...change, exit: { ...change.exit, exitCode } };
        expect(judge(facts(all, other))).toEqual(judge(facts(all, change)));
      }),
    );
  });

  test('on requests does not follow from how the container ended at all', () => {
    fc.assert(
      fc.property(rows, ending, ending, (all, one, other) => {
        const changed = { ...one, exit: other.exit };
        expect(connectionPromises(facts(all, changed))).toEqual(connectionPromises(facts(all, one)));
      }),
    );
  });

  test('does not follow from the times of log lines, nor from where the clock has its zero', () => {
    const shift = fc.integer({ min: -900, max: 1_000_000 });
    fc.assert(
      fc.property(rows, ending, shift, fc.array(fc.integer()), (all, change, by, times) => {
        const moved = all.map((known, place) => ({
          ...moveTimes(known, by),
          receivedAt: times[place] ?? null,
          storedAt: times[place + 1] ?? null,
        }));
        const later = facts(moved, {
          ...change,
          terminatedAt: 1_000 + by,
          acceptedAt: 1_002 + by,
          exitedAt: 1_312 + by,
        });
        expect(states(later)).toEqual(states(facts(all, change)));
      }),
    );
  });
});

describe('as more becomes known', () => {
  test('a promise that was broken stays broken, whatever ended the lane', () => {
    fc.assert(
      fc.property(rows, ending, fc.integer({ min: 0, max: 3_500 }), (any, change, now) => {
        // Whether the lab gave up on a request too early is only known with the exit: that is another story.
        const all = any.filter(({ sight }) => sight !== 'abandoned');
        const then = all
          .filter(({ dueAt }) => dueAt <= now)
          .map((known) => (known.endedAt !== null && known.endedAt > now ? { ...known, ...open } : known));
        const early = facts(then, { ...change, ...(now < 1_312 ? { exit: null, exitedAt: null } : {}) });
        const late = brokenIn(facts(all, change));
        for (const id of brokenIn(early)) expect(late).toContain(id);
      }),
    );
  });

  test('the rest of the log mends no promise', () => {
    fc.assert(
      fc.property(rows, ending, (all, change) => {
        const unread = all.map((known) => ({ ...known, evidence: 'none' as const }));
        const late = brokenIn(facts(all, { ...change, logComplete: true }));
        for (const id of brokenIn(facts(unread, { ...change, logComplete: false }))) expect(late).toContain(id);
      }),
    );
  });

  test('a proxy in between makes promises unknown, and breaks or keeps none', () => {
    fc.assert(
      fc.property(rows, ending, (all, change) => {
        const direct = new Map(
          judge(facts(all, { ...change, proxied: false })).promises.map((view) => [view.id, view]),
        );
        for (const { id, state } of judge(facts(all, { ...change, proxied: true })).promises) {
          if (state !== 'unknown') expect(state).toBe(direct.get(id)?.state);
        }
      }),
    );
  });
});

test('a comparison counts every request that was due once, on whichever side of the signal', () => {
  fc.assert(
    fc.property(rows, ending, (all, change) => {
      const [compared] = compare([lane('a', 'A', all, change)]).lanes;
      if (compared === undefined) throw new Error('The lane is missing.');
      const { due, completed, refused: turnedAway, lost, notSent: unsent, inFlightAtSignal, afterSignal } = compared;
      expect(due).toBe(all.filter(({ outcome }) => outcome !== null).length);
      expect(due).toBe(completed + turnedAway + (lost?.total ?? Number.NaN) + unsent);
      expect(inFlightAtSignal.answered).toBeLessThanOrEqual(inFlightAtSignal.total);
      expect(
        inFlightAtSignal.total + afterSignal.answered + (afterSignal.lost ?? Number.NaN) + afterSignal.refused,
      ).toBeLessThanOrEqual(all.length);
    }),
  );
});

test('the figures of the table of a comparison add up to what was due, whatever lines are left out', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(rows, ending), { minLength: 1, maxLength: 3 }), (all) => {
      const ids = ['a', 'b', 'c'] as const;
      const compared = compare(all.map(([own, change], index) => lane(ids[index] ?? 'd', 'lane', own, change)));
      const lines = comparisonLines(compared);
      const figure = (name: string, place: number) =>
        Number(lines.find((line) => line.name === name)?.values[place] ?? 0);
      for (const place of all.keys()) {
        const sum = OUTCOMES.reduce((total, name) => total + figure(name, place), 0);
        expect(sum).toBe(figure('Due', place));
      }
    }),
  );
});

const OUTCOMES = ['Completed', 'Refused', 'Cut', 'Timed out', 'Not sent'];

function moveTimes(known: RequestRow, by: number): RequestRow {
  const move = (time: number | null) => (time === null ? null : time + by);
  return {
    ...known,
    dueAt: known.dueAt + by,
    sentAt: move(known.sentAt),
    connectedAt: move(known.connectedAt),
    writtenAt: move(known.writtenAt),
    firstByteAt: move(known.firstByteAt),
    endedAt: move(known.endedAt),
  };
}
