import type { ExitMeaning } from './exit-meaning.ts';
import { durationText, exitMeaning } from './exit-meaning.ts';
import type { Said } from './language/say.ts';
import { said, saidCount, say, sayCount, told } from './language/say.ts';
import type { LostCounts } from './request.ts';
import type { Comparison, Latency } from './run.ts';

type LaneComparison = Comparison['lanes'][number];

/** One line of the table that puts lanes side by side: a name, and what each lane has there. */
export interface ComparisonLine {
  name: string;
  values: string[];
}

interface Line {
  name: Said;
  value(lane: LaneComparison): string;
  /** Whether a lane has something to say there; where no lane has, the line is left out. Always, where it is not said. */
  concerns?(lane: LaneComparison): boolean;
}

const LINES: Line[] = [
  { name: saidCount(2, 'Due', 'Due'), value: ({ due }) => `${due}` },
  { name: said('Completed'), value: ({ completed }) => `${completed}` },
  { name: said('Refused'), value: ({ refused }) => `${refused}` },
  { name: said('Cut'), value: ({ cut }) => `${cut}`, concerns: ({ cut }) => cut > 0 },
  { name: said('Timed out'), value: ({ timedOut }) => `${timedOut}`, concerns: ({ timedOut }) => timedOut > 0 },
  { name: said('Not sent'), value: ({ notSent }) => `${notSent}`, concerns: ({ notSent }) => notSent > 0 },
  { name: said('Lost: cut or timed out'), value: ({ lost }) => lostText(lost) },
  {
    name: said('Server errors'),
    value: ({ serverErrors }) => `${serverErrors}`,
    concerns: ({ serverErrors }) => serverErrors > 0,
  },
  {
    name: said('Sent again after the restart'),
    value: ({ sentAgain }) => (sentAgain === null ? say('none') : sentAgainText(sentAgain)),
    concerns: ({ sentAgain }) => sentAgain !== null,
  },
  {
    name: said('In flight at the signal'),
    value: ({ inFlightAtSignal: { total, answered } }) =>
      total === 0 ? say('none') : say('{answered} of {total} answered', { answered, total }),
  },
  {
    name: said('Sent after the signal'),
    value: ({ afterSignal: { answered, lost, refused } }) =>
      lost === null
        ? say('{answered} answered, unknown lost, {refused} refused', { answered, refused })
        : say('{answered} answered, {lost} lost, {refused} refused', { answered, lost, refused }),
  },
  { name: said('Answered before the signal'), value: ({ latency }) => latencyText(latency.before) },
  { name: said('Answered while draining'), value: ({ latency }) => latencyText(latency.draining) },
  {
    name: said('What these times leave out'),
    value: ({ closed }) => (closed ? told(CLOSED) : say('nothing: each counts from when it was due')),
    concerns: ({ closed, latency }) => closed && (latency.before ?? latency.draining) !== null,
  },
  { name: said('Exit'), value: (lane) => meaningOf(lane)?.headline ?? say('none') },
  { name: said('What the exit means'), value: notesText, concerns: ({ exit }) => exit !== null },
];

/** Coordinated omission, in plain words. */
const CLOSED = said(
  'closed clients: while one waits for an answer it asks for nothing, so slow times are counted too seldom',
);

/** The lanes of a run side by side, but for their promises. */
export function comparisonLines({ lanes }: Comparison): ComparisonLine[] {
  return LINES.filter(({ concerns }) => concerns === undefined || lanes.some(concerns)).map(({ name, value }) => {
    return { name: told(name), values: lanes.map(value) };
  });
}

function meaningOf({ exit, sent }: LaneComparison): ExitMeaning | null {
  return exit === null ? null : exitMeaning(exit, sent, null);
}

function notesText(lane: LaneComparison): string {
  const notes = meaningOf(lane)?.notes ?? [];
  return notes.length === 0 ? '–' : notes.join('. ');
}

function sentAgainText({ sent, duplicated }: NonNullable<LaneComparison['sentAgain']>): string {
  return sayCount(duplicated, '{sent}, {count} done twice', '{sent}, {count} done twice', { sent });
}

function lostText(lost: LostCounts | null): string {
  if (lost === null) return say('unknown');
  const { total, unread, interrupted, unacknowledged, unknown } = lost;
  const kinds = [
    interrupted > 0 && sayCount(interrupted, '{count} interrupted', '{count} interrupted'),
    unread > 0 && sayCount(unread, '{count} unread', '{count} unread'),
    unacknowledged > 0 && sayCount(unacknowledged, '{count} unacknowledged', '{count} unacknowledged'),
    unknown > 0 && sayCount(unknown, '{count} of unknown kind', '{count} of unknown kind'),
  ].filter(Boolean);
  return kinds.length === 0 ? `${total}` : `${total} (${kinds.join(', ')})`;
}

function latencyText(latency: Latency | null): string {
  if (latency === null) return say('none');
  const { count, p50, p99 } = latency;
  return say('{answers}, half within {half}, 99 % within {most}', {
    answers: count,
    half: durationText(p50),
    most: durationText(p99),
  });
}
