import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClockGap } from './clock-gap.ts';
import type { LabRow } from './lab-client.ts';
import { findTimeDisagreements } from './time-disagreements.ts';
import type { WireAccount } from './witness/wire-account.ts';

const TIMEOUT_MS = 400;
/** How far the run's clock and the packets' are apart, and how far each look at it leaves that open, in milliseconds. */
const APART_MS = 1_000_000;
const STEPS = ['sentAt', 'connectedAt', 'writtenAt', 'firstByteAt', 'endedAt'] as const;

/** A request from its SYN to its end: what the network and the program took for each step, and how long the process was held up. */
const story = fc.record({
  toSyn: fc.nat(300),
  toAccept: fc.nat(50),
  toConnected: fc.nat(300),
  toSent: fc.nat(20),
  toWritten: fc.nat(300),
  toAnswer: fc.nat(200),
  toFirstByte: fc.nat(300),
  toMove: fc.nat(300),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

function lookedAt(width: number): ClockGap {
  const clock = new ClockGap();
  clock.observe(0, APART_MS - width, APART_MS);
  return clock;
}

/** The ledger that tells a story truly, and the packets of it. */
function tell(told: Story): { row: LabRow; wire: WireAccount } {
  const openedAt = told.toSyn;
  const acceptedAt = openedAt + told.toAccept;
  const connectedAt = acceptedAt + told.toConnected;
  const sent = connectedAt + told.toSent;
  const writtenAt = sent + told.toWritten;
  const answered = writtenAt + told.toAnswer;
  const endedAt = answered + told.toFirstByte;
  const onWire = (at: number) => at + APART_MS;
  const row: LabRow = {
    number: 1,
    dueAt: 0,
    sentAt: 0,
    connectedAt,
    writtenAt,
    firstByteAt: endedAt,
    endedAt,
    outcome: 'completed',
    status: 201,
    sight: 'response',
    errorCode: null,
    bytesReceived: 10,
    reusedConnection: false,
    evidence: 'stored',
  };
  const times = {
    freeAt: onWire(openedAt),
    openedAt: onWire(openedAt),
    acceptedAt: onWire(acceptedAt),
    sentAt: onWire(sent),
    sentWholeAt: onWire(sent),
    answeredAt: onWire(answered),
    movedOnAt: onWire(endedAt + told.toMove),
  };
  const fate = {
    outcomes: ['completed' as const],
    answer: { status: 201, bytes: 10 },
    cutBy: [],
    decidedAt: onWire(answered),
    afterMs: null,
  };
  const requests = [{ id: 1, reused: false, times, fate }];
  return { row, wire: { requests, turnedAway: [], unanswered: [], silent: [], endedIdle: [] } };
}

function find(row: LabRow, wire: WireAccount, clock: ClockGap): string[] {
  return findTimeDisagreements([row], wire, { clock, timeoutMs: TIMEOUT_MS, late: () => undefined });
}

test('a true ledger never disagrees, however long its process was held up, however narrowly its clock is known', () => {
  fc.assert(
    fc.property(story, fc.nat(25), (told, width) => {
      const { row, wire } = tell(told);
      expect(find(row, wire, lookedAt(width))).toEqual([]);
    }),
  );
});

test('a time that is earlier than its packet by more than the clocks leave open is always found', () => {
  fc.assert(
    fc.property(story, fc.nat(25), fc.integer({ min: 3, max: 100 }), (told, width, ms) => {
      const { row, wire } = tell(told);
      const { acceptedAt, sentWholeAt, answeredAt } = wire.requests[0]?.times ?? {};
      const packets = {
        connectedAt: acceptedAt,
        writtenAt: sentWholeAt,
        firstByteAt: answeredAt,
        endedAt: answeredAt,
      };
      for (const [step, packet] of Object.entries(packets)) {
        const early = (packet ?? 0) - APART_MS - width - ms;
        expect(find({ ...row, [step]: early }, wire, lookedAt(width)).join(), step).toContain(`${step} is`);
      }
    }),
  );
});

test('a time that is later than what followed it on the wire is always found', () => {
  fc.assert(
    fc.property(story, fc.nat(25), fc.integer({ min: 3, max: 100 }), (told, width, ms) => {
      const { row, wire } = tell(told);
      const { openedAt, sentAt, movedOnAt } = wire.requests[0]?.times ?? {};
      const packets = { sentAt: openedAt, connectedAt: sentAt, endedAt: movedOnAt };
      for (const [step, packet] of Object.entries(packets)) {
        const late = (packet ?? 0) - APART_MS + width + ms;
        expect(find({ ...row, [step]: late }, wire, lookedAt(width)).join(), step).toContain(`${step} is`);
      }
    }),
  );
});

test('a step that was on the wire has its time, and one that was not has none', () => {
  const { row, wire } = tell({
    toSyn: 1,
    toAccept: 1,
    toConnected: 1,
    toSent: 1,
    toWritten: 1,
    toAnswer: 1,
    toFirstByte: 1,
    toMove: 1,
  });
  for (const step of STEPS.slice(1, 4)) {
    expect(find({ ...row, [step]: null }, wire, lookedAt(2)).join(), step).toContain(`has no ${step}`);
  }
  const [request] = wire.requests;
  if (request === undefined) throw new Error('There is a request.');
  const unanswered = { ...wire, requests: [{ ...request, times: { ...request.times, answeredAt: null } }] };
  expect(find(row, unanswered, lookedAt(2))).toContain('request 1: it has a firstByteAt, and there was no answer');
});

test('patience that ended before its time, and steps in the wrong order, need no witness', () => {
  const nothing: WireAccount = { requests: [], turnedAway: [], unanswered: [], silent: [], endedIdle: [] };
  const { row } = tell({
    toSyn: 1,
    toAccept: 1,
    toConnected: 9,
    toSent: 9,
    toWritten: 9,
    toAnswer: 9,
    toFirstByte: 1,
    toMove: 1,
  });
  const impatient = { ...row, outcome: 'timed-out' as const, sight: 'timeout' };
  expect(find({ ...impatient, endedAt: 380 }, nothing, lookedAt(2))).toEqual([
    'request 1: its patience ended after 380.0 ms of 400 ms',
  ]);
  expect(find({ ...impatient, endedAt: 395 }, nothing, lookedAt(2))).toEqual([]);
  expect(find({ ...row, writtenAt: 5 }, nothing, lookedAt(2)).join()).toContain('writtenAt is');
});
