import type { ClockGap } from './clock-gap.ts';
import type { LabRow } from './lab-client.ts';
import type { WireAccount, WireRequest } from './witness/wire-account.ts';

/**
 * The tight side, in milliseconds. The ledger's process sees nothing before it passed the wire, and does nothing after: whatever
 * the clocks' gap leaves open is reckoned with already, and this is for the moment between a packet and the stamp that it gets.
 */
export const STAMP_MS = 1;
/**
 * The loose side, in milliseconds, where no packet bounds a time: the process may be held up between a packet and its own clock. With
 * two cores and a load of 24 the usual time of a whole lane was 0.6 s late, and single ones 1 s.
 */
export const HELD_UP_MS = 5_000;
/** A timer may ring early by so much, in milliseconds. */
const TIMER_MS = 10;

/** What is known of the generator from outside. */
export interface Client {
  /** How its clock stands to the packets'. */
  clock: ClockGap;
  /** How long it waits for an answer. */
  timeoutMs: number;
  /** Is told of every time that no packet bounds on one side: how far it is from the packet on the other, in milliseconds. */
  late(ms: number): void;
}

const STEPS = ['dueAt', 'sentAt', 'connectedAt', 'writtenAt', 'firstByteAt', 'endedAt'] as const;
type Step = (typeof STEPS)[number];

/** What the wire says of one time of a row: not before, not after; `held` where only the machine's being busy bounds it. */
interface Bounds {
  step: Step;
  notBefore: number | null;
  notAfter: number | null;
  heldUp?: 'late' | 'early';
}

/**
 * Every time of a lane's ledger that its packets contradict, one sentence each.
 *
 * A process can be held up between a packet and its look at the clock, but what it says it saw must have passed the wire before, and
 * what it says it did must pass after. So every time is bounded on one side by what caused it, to within the clocks' gap, and on the
 * other side by what it caused: the request's bytes after the connection was made, the next request or the FIN after the end.
 */
export function findTimeDisagreements(
  rows: readonly LabRow[],
  wire: WireAccount,
  { clock, timeoutMs, late }: Client,
): string[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const judge = new TimeJudge(clock, late);
  for (const request of wire.requests) {
    const row = byNumber.get(request.id);
    if (row === undefined) continue; // said already
    judge.missing(row, request);
    for (const bounds of boundsOf(row, request)) judge.hold(row, bounds);
  }
  return [...rows.flatMap((row) => inItself(row, timeoutMs)), ...judge.found];
}

/** Holds times against their bounds, and tells how late those were that nothing but the machine bounds. */
export class TimeJudge {
  readonly found: string[] = [];
  readonly #clock: ClockGap;
  readonly #late: Client['late'];

  constructor(clock: ClockGap, late: Client['late']) {
    this.#clock = clock;
    this.#late = late;
  }

  hold(row: LabRow, { step, notBefore, notAfter, heldUp }: Bounds): void {
    const said = row[step];
    if (said === null) return;
    const { least, most } = this.#clock.toWallClock(said);
    const name = `request ${row.number}: ${step}`;
    if (notBefore !== null) {
      const slack = heldUp === 'early' ? HELD_UP_MS : STAMP_MS;
      if (most < notBefore - slack) this.found.push(`${name} is ${ms(notBefore - most)} before the wire allows it`);
      if (heldUp === 'early') this.#late(notBefore - most);
    }
    if (notAfter !== null) {
      const slack = heldUp === 'late' ? HELD_UP_MS : STAMP_MS;
      if (least > notAfter + slack) this.found.push(`${name} is ${ms(least - notAfter)} after the wire allows it`);
      if (heldUp === 'late') this.#late(least - notAfter);
    }
  }

  /** What was on the wire has its time in the row, and what was not has none. */
  missing(row: LabRow, { times, fate }: WireRequest): void {
    const say = (words: string) => this.found.push(`request ${row.number}: ${words}`);
    if (row.connectedAt === null) say('it was on the wire, and has no connectedAt');
    if (row.writtenAt === null && times.sentWholeAt !== null) say('it was on the wire whole, and has no writtenAt');
    if (row.firstByteAt === null && row.outcome === 'completed') say('it was answered, and has no firstByteAt');
    const { answeredAt } = times;
    const noAnswer = answeredAt === null || (fate.decidedAt !== null && answeredAt > fate.decidedAt);
    if (row.firstByteAt !== null && noAnswer) say('it has a firstByteAt, and there was no answer');
  }
}

function boundsOf(row: LabRow, { times, fate }: WireRequest): Bounds[] {
  const { freeAt, openedAt, acceptedAt, sentAt, sentWholeAt, answeredAt, movedOnAt } = times;
  const begins: Bounds[] =
    openedAt === null
      ? // Taken from its keeper after the answer before, and written at once.
        [
          { step: 'sentAt', notBefore: freeAt, notAfter: sentAt },
          { step: 'connectedAt', notBefore: freeAt, notAfter: sentAt },
        ]
      : [
          { step: 'sentAt', notBefore: null, notAfter: openedAt },
          { step: 'sentAt', notBefore: openedAt, notAfter: null, heldUp: 'early' },
          { step: 'connectedAt', notBefore: acceptedAt, notAfter: sentAt },
        ];
  const written = sentWholeAt ?? sentAt;
  const steps: Bounds[] = [
    { step: 'writtenAt', notBefore: written, notAfter: movedOnAt },
    { step: 'writtenAt', notBefore: null, notAfter: written, heldUp: 'late' },
    { step: 'firstByteAt', notBefore: answeredAt, notAfter: movedOnAt },
    { step: 'firstByteAt', notBefore: null, notAfter: answeredAt, heldUp: 'late' },
  ];
  return [...begins, ...steps, ...endOf(row, fate.decidedAt, movedOnAt)];
}

/** Its own patience ends a request before the FIN that tells of it; everything else ends it after the packet that did. */
function endOf(row: LabRow, decidedAt: number | null, movedOnAt: number | null): Bounds[] {
  if (decidedAt === null) return [];
  if (row.outcome !== 'timed-out') {
    return [
      { step: 'endedAt', notBefore: decidedAt, notAfter: movedOnAt },
      { step: 'endedAt', notBefore: null, notAfter: decidedAt, heldUp: 'late' },
    ];
  }
  if (movedOnAt === null) return [];
  return [
    { step: 'endedAt', notBefore: null, notAfter: movedOnAt },
    { step: 'endedAt', notBefore: movedOnAt, notAfter: null, heldUp: 'early' },
  ];
}

/** What needs no witness: the steps of a row follow one another, and patience does not end before its time. */
function inItself(row: LabRow, timeoutMs: number): string[] {
  const found: string[] = [];
  const known = STEPS.flatMap((step) => {
    const at = row[step];
    return at === null ? [] : [{ step, at }];
  });
  for (const [place, { step, at }] of known.entries()) {
    const before = known[place - 1];
    if (before !== undefined && at < before.at)
      found.push(`request ${row.number}: ${step} is ${ms(before.at - at)} before ${before.step}`);
  }
  if (row.sight === 'timeout' && row.sentAt !== null && row.endedAt !== null) {
    const waited = row.endedAt - row.sentAt;
    if (waited < timeoutMs - TIMER_MS)
      found.push(`request ${row.number}: its patience ended after ${ms(waited)} of ${timeoutMs} ms`);
  }
  return found;
}

function ms(duration: number): string {
  return `${duration.toFixed(1)} ms`;
}
