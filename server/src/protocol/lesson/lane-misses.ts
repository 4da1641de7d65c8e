import { durationText } from '../exit-meaning.ts';
import type { Range } from '../expectation.ts';
import type { LaneView } from '../lane.ts';
import type { Said, SaidValue } from '../language/say.ts';
import { said, say, told } from '../language/say.ts';
import { PROMISE_WORDS, STATE_WORDS } from '../promise-words.ts';
import type { RunView } from '../run.ts';
import type { Want } from './lesson.ts';
import { comparedLane, duplicatedIn, endOf } from './run-proof.ts';

/** What a lane lacks of what is wanted of it, each a sentence: `Lane A lost 3; it should lose none.` */
export function missesOf(want: Want, run: RunView, lane: LaneView): string[] {
  const { exit } = lane;
  const letter = lane.id.toUpperCase();
  const misses: string[] = [];
  const end = endOf(run, lane);
  if (want.exitCode === 'never' && end !== 'never')
    misses.push(
      end === 'unknown'
        ? say('Lane {lane} was not watched for long enough.', { lane: letter })
        : say('Lane {lane} exited with {code}; it should go on running.', { lane: letter, code: end }),
    );
  if (want.exitCode !== undefined && want.exitCode !== 'never' && !isWithin(want.exitCode, end))
    misses.push(exitMiss(letter, end, rangeWords(want.exitCode)));
  if (want.exitAfterMs !== undefined && !isWithin(want.exitAfterMs, exit?.durationMs ?? null))
    misses.push(timeMiss(letter, exit?.durationMs ?? null, want.exitAfterMs));
  for (const { range, seen, miss } of countedIn(want, run, lane)) {
    if (range === undefined || isWithin(range, seen)) continue;
    misses.push(
      miss({ lane: letter, seen: seen ?? said('an unknown number'), wanted: rangeWords(range, said('none')) }),
    );
  }
  if (want.forced !== undefined && exit?.forced !== want.forced)
    misses.push(
      say(
        want.forced
          ? 'Lane {lane} ended without a SIGKILL; it should need one.'
          : 'Lane {lane} needed a SIGKILL; it should end without one.',
        { lane: letter },
      ),
    );
  if (want.oomKilled !== undefined && exit?.oomKilled !== want.oomKilled)
    misses.push(
      say(
        want.oomKilled
          ? 'Lane {lane} was not killed for want of memory; it should be.'
          : 'Lane {lane} was killed for want of memory; it should not be.',
        { lane: letter },
      ),
    );
  const cameBack = lane.cameBackAtMs !== undefined;
  if (want.cameBack !== undefined && cameBack !== want.cameBack)
    misses.push(
      say(
        want.cameBack
          ? 'Lane {lane} stayed down; it should come back.'
          : 'Lane {lane} came back; it should stay down.',
        { lane: letter },
      ),
    );
  return [...misses, ...promiseMisses(want, lane)];
}

function exitMiss(lane: string, end: ReturnType<typeof endOf>, wanted: SaidValue): string {
  if (end === 'never') return say('Lane {lane} exited with never; it should exit with {wanted}.', { lane, wanted });
  if (end === 'unknown')
    return say('Lane {lane} exited with unknown; it should exit with {wanted}.', { lane, wanted });
  return say('Lane {lane} exited with {code}; it should exit with {wanted}.', { lane, code: end, wanted });
}

/** @param took milliseconds until the exit; null where there was none */
function timeMiss(lane: string, took: number | null, { min, max }: Range): string {
  const wanted = min <= 0 ? atMost(durationText(max)) : between(durationText(min), durationText(max));
  if (took === null) return say('Lane {lane} did not exit; it should take {wanted}.', { lane, wanted });
  return say('Lane {lane} took {duration} to its exit; it should take {wanted}.', {
    lane,
    duration: durationText(took),
    wanted,
  });
}

interface Counted {
  range: Range | undefined;
  /** Null where the run does not tell. */
  seen: number | null;
  /** What is said where it is not in its range. */
  miss(values: Record<'lane' | 'seen' | 'wanted', SaidValue>): string;
}

/** What is counted of a lane, each with its words. */
function countedIn(want: Want, run: RunView, lane: LaneView): Counted[] {
  const { lost, serverErrors } = lane.counts;
  const compared = comparedLane(run, lane);
  return [
    {
      range: want.lost,
      seen: lost?.total ?? null,
      miss: (values) => say('Lane {lane} lost {seen}; it should lose {wanted}.', values),
    },
    {
      range: want.unacknowledged,
      seen: lost?.unacknowledged ?? null,
      miss: (values) =>
        say(
          'Lane {lane} lost {seen} that were stored and never acknowledged; it should lose {wanted} of that kind.',
          values,
        ),
    },
    {
      range: want.serverErrors,
      seen: serverErrors,
      miss: (values) =>
        say('Lane {lane} answered {seen} with an error of the server; it should answer {wanted} like that.', values),
    },
    {
      range: want.answeredAfter,
      seen: compared?.afterSignal.answered ?? null,
      miss: (values) =>
        say(
          'Lane {lane} answered {seen} that were sent after the signal; it should answer {wanted} of them.',
          values,
        ),
    },
    {
      range: want.duplicated,
      seen: duplicatedIn(lane),
      miss: (values) => say('Lane {lane} did {seen} twice; it should do {wanted} twice.', values),
    },
    {
      range: want.inFlight,
      seen: compared?.inFlightAtSignal.total ?? null,
      miss: (values) => say('Lane {lane} had {seen} in flight at the signal; it should have {wanted}.', values),
    },
  ];
}

function promiseMisses({ promises = {} }: Want, { id: laneId, verdict }: LaneView): string[] {
  return PROMISE_WORDS.flatMap(({ id, words }) => {
    const wanted = promises[id];
    const found = verdict?.promises.find((promise) => promise.id === id);
    if (wanted === undefined || found?.state === wanted) return [];
    const values = { lane: laneId.toUpperCase(), promise: withoutStop(told(words)), wanted: STATE_WORDS[wanted] };
    if (found === undefined)
      return [say('Lane {lane} should have the promise “{promise}” {wanted}: it was not judged.', values)];
    return [
      say('Lane {lane} should have the promise “{promise}” {wanted}: it is {state} ({evidence}).', {
        ...values,
        state: STATE_WORDS[found.state],
        evidence: withoutStop(found.evidence),
      }),
    ];
  });
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function isWithin({ min, max }: Range, seen: number | string | null): boolean {
  return typeof seen === 'number' && seen >= min && seen <= max;
}

/** More than this is no limit that anybody meant. */
const NO_LIMIT = 1_000;

function rangeWords({ min, max }: Range, zero: SaidValue = 0): SaidValue {
  if (min === max) return min === 0 ? zero : min;
  if (max >= NO_LIMIT) return said('{min} or more', { min });
  return min <= 0 ? atMost(max) : between(min, max);
}

function atMost(max: SaidValue): Said {
  return said('{max} at most', { max });
}

function between(min: SaidValue, max: SaidValue): Said {
  return said('{min} to {max}', { min, max });
}
