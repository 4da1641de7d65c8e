import { isSigkill } from '../command-line.ts';
import { durationText, exitMeaning } from '../exit-meaning.ts';
import type { LaneView } from '../lane.ts';
import { decimal } from '../language/decimal.ts';
import { say, sayCount } from '../language/say.ts';
import type { RunView } from '../run.ts';
import { tellLosses } from './losses.ts';
import type { LanePrediction } from './prediction.ts';
import { endOf, outlivedMs } from './run-proof.ts';

/** `open`: nothing was said. `unknown`: the run does not tell. */
export type GapVerdict = 'right' | 'near' | 'wrong' | 'open' | 'unknown';

/** What was said of one figure of a lane, beside what was. */
export interface FigureGap {
  figure: 'exit' | 'lost' | 'seconds';
  label: string;
  /** Null where it was left open. */
  said: string | null;
  was: string;
  verdict: GapVerdict;
  /** What this run shows of it, in its own numbers. */
  words: string;
  points: number;
  of: number;
}

/** Points: the exit code one; lost or not one, and half a one more for a count that is near; the seconds half a one. */
const POINTS = { exit: 1, side: 1, count: 0.5, seconds: 0.5 };

/** A count is near within one, or within a quarter; seconds within half a second, or a quarter. */
const SHARE = 0.25;
const NEAR_COUNT = 1;
const NEAR_SECONDS = 0.5;

/** How a prediction is scored, with its tolerances, for the learner. */
export function scoringText(): string {
  const share = SHARE * 100;
  return say(
    'A point for each exit code that you foresaw, and one for lost or not; where that is right, half a point more for a count within {count} or {share} %. Half a point for the seconds, within {seconds} s or {share} %.',
    { count: NEAR_COUNT, seconds: decimal(`${NEAR_SECONDS}`), share },
  );
}

export function exitGap({ exitCode: said }: LanePrediction, run: RunView, lane: LaneView): FigureGap {
  const end = endOf(run, lane);
  const isRight = said === end;
  const verdict: GapVerdict =
    end === 'unknown' ? 'unknown' : said === undefined ? 'open' : isRight ? 'right' : 'wrong';
  return {
    figure: 'exit',
    label: say('Exit code'),
    said: said === undefined ? null : endText(said),
    was: endText(end),
    verdict,
    words: exitWords(run, lane),
    points: verdict === 'right' ? POINTS.exit : 0,
    of: POINTS.exit,
  };
}

function endText(end: ReturnType<typeof endOf>): string {
  if (end === 'unknown') return say('not known');
  return end === 'never' ? say('never') : `${end}`;
}

function exitWords(run: RunView, lane: LaneView): string {
  if (lane.exit !== undefined) {
    const { headline, notes } = exitMeaning(lane.exit, lane.wasSent ? lane.termination : null, run.engine);
    return [headline, ...notes].map((words) => `${words}.`).join(' ');
  }
  const after = outlivedMs(run, lane);
  if (after === null) return say('It was not ended in this run.');
  return say('It still ran {duration} after its signal, when the run was finished.', {
    duration: durationText(after),
  });
}

export function lostGap({ lost: said }: LanePrediction, run: RunView, lane: LaneView): FigureGap {
  const told = lane.terminatedAtMs !== undefined && lane.counts.lost !== null;
  const was = lane.counts.lost?.total ?? 0;
  const sameSide = said !== undefined && said > 0 === was > 0;
  const verdict = !told
    ? 'unknown'
    : said === undefined
      ? 'open'
      : said === was
        ? 'right'
        : sameSide
          ? 'near'
          : 'wrong';
  const near = sameSide && Math.abs(said - was) <= Math.max(NEAR_COUNT, was * SHARE);
  return {
    figure: 'lost',
    label: say('Lost'),
    said: said === undefined ? null : `${said}`,
    was: told ? `${was}` : say('not known'),
    verdict,
    words: told ? tellLosses(run, lane) : say('It was not ended in this run.'),
    points: told ? (sameSide ? POINTS.side : 0) + (near ? POINTS.count : 0) : 0,
    of: POINTS.side + POINTS.count,
  };
}

export function secondsGap({ seconds: said }: LanePrediction, run: RunView, lane: LaneView): FigureGap {
  const { exit } = lane;
  const known = exit !== undefined && lane.terminatedAtMs !== undefined;
  const was = known ? exit.durationMs / 1_000 : Number.NaN;
  const gap = Math.abs((said ?? 0) - was);
  const isRight = gap <= Math.max(NEAR_SECONDS, was * SHARE);
  // Twice or half as long is the right kind of answer.
  const isNear = said !== undefined && said >= was / 2 && said <= was * 2;
  const verdict = !known ? 'unknown' : said === undefined ? 'open' : isRight ? 'right' : isNear ? 'near' : 'wrong';
  return {
    figure: 'seconds',
    label: say('Until the exit'),
    said: said === undefined ? null : `${decimal(`${said}`)} s`,
    was: known ? durationText(exit.durationMs) : say(endOf(run, lane) === 'never' ? 'never' : 'not known'),
    verdict,
    words: known ? drainWords(run, lane) : say('There was no exit to wait for.'),
    points: verdict === 'right' ? POINTS.seconds : 0,
    of: POINTS.seconds,
  };
}

/** What took the time until the exit, as far as this run's numbers say. */
function drainWords(run: RunView, { id, exit, termination, wasSent }: LaneView): string {
  if (exit === undefined) return '';
  const duration = durationText(exit.durationMs);
  if (
    exit.forced &&
    wasSent &&
    termination.kind === 'stop' &&
    exit.durationMs >= termination.gracePeriodSeconds * 1_000
  )
    return say('{duration} from the signal to the exit: the whole grace period of {seconds} s, and then SIGKILL.', {
      duration,
      seconds: termination.gracePeriodSeconds,
    });
  // When a SIGKILL really came is only known from what it cut: what was answered after it was sent may have been before it.
  if (isSigkill(termination)) return say('{duration} from the signal to the exit.', { duration });
  const draining = run.comparison?.lanes.find(({ laneId }) => laneId === id)?.latency.draining ?? null;
  if (draining === null)
    return say('{duration} from the signal to the exit; nothing was answered in between.', { duration });
  return sayCount(
    draining.count,
    '{duration} from the signal to the exit; {count} answer came in between.',
    '{duration} from the signal to the exit; {count} answers came in between.',
    { duration },
  );
}
