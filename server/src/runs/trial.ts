import type { LaneView } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { english, said } from '#protocol/language/say.ts';
import type { TrialStep } from '#protocol/repeat.ts';
import type { ErrorRecord } from '#protocol/result.ts';
import { monotonicMs } from '../clock.ts';
import { toLabError } from '../errors.ts';
import { comesTo } from './comes-to.ts';
import type { Measurement } from './measure.ts';
import { measure } from './measure.ts';
import type { Run } from './run.ts';

/** What a trial waits for, and how long at most, in milliseconds. */
export interface TrialTimes {
  /** From the beginning of the traffic to the earliest moment of the signal: steady traffic by then, on every engine. */
  warmUp: number;
  /** The signal comes up to so much later, at random: some periods of a scenario's traffic, so that it favours no phase of it. */
  jitter: number;
  /** For the containers: the first trial may have to build images. */
  readyPatience: number;
  /** For a first answer in every lane, beyond the handler's own time. */
  answerPatience: number;
  /** For the end of every container, beyond its grace period and its handler's time. */
  endPatience: number;
}

export const TRIAL_TIMES: TrialTimes = {
  warmUp: 1_500,
  jitter: 1_000,
  readyPatience: 600_000,
  answerPatience: 30_000,
  endPatience: 30_000,
};

/** So long it is watched, in milliseconds, whether a lane that is to run on does so. */
const RUNS_ON_MS = 3_000;

/** After the last exit, the traffic goes on a little, and its requests may take as long as their own patience. */
const SETTLE_MS = 10_000;

export type TrialOutcome = Measurement | { state: 'stopped' };

interface TrialOptions {
  /** The random part of the signal's moment, in milliseconds. */
  jitterMs: number;
  times: TrialTimes;
  abortSignal: AbortSignal;
  began(step: TrialStep): void;
}

/**
 * Takes a new run through its whole life: ready, traffic, every lane's own termination at a random moment, the end of every
 * container, their removal. Never rejects: what keeps it from an end makes a broken trial, and the abort signal a stopped one.
 */
export async function carryOut(run: Run, options: TrialOptions): Promise<TrialOutcome> {
  const reason = await drive(run, options).catch((thrown: unknown) => toLabError(thrown).toRecord());
  if (!run.isOver) options.began('removing');
  await run.finish();
  if (options.abortSignal.aborted) return { state: 'stopped' };
  // What an invalid run says of itself tells more than what the trial stumbled over.
  if (reason !== null && run.status !== 'invalid') return { state: 'broken', reason };
  try {
    return measure(run);
  } catch (thrown) {
    return { state: 'broken', reason: toLabError(thrown).toRecord() };
  }
}

/** @returns why the trial is broken, or null @throws LabError for the same; the abort signal's reason */
async function drive(run: Run, { jitterMs, times, abortSignal, began }: TrialOptions): Promise<ErrorRecord | null> {
  const waitFor = (condition: () => boolean, patience: number) => comesTo(run, condition, patience, abortSignal);
  const { traffic, lanes } = run.view();

  began('preparing');
  if (!(await waitFor(() => run.status !== 'preparing', times.readyPatience)))
    return broken(
      'not-ready',
      said('The containers were not ready after {time}.', { time: seconds(times.readyPatience) }),
    );
  if (run.isOver) return null;

  began('traffic');
  run.start();
  const startedAt = monotonicMs();
  const answerPatience = times.answerPatience + traffic.handlerTimeMs;
  const isAnswering = () => run.lanes.every((lane) => lane.isOver || lane.counts().completed > 0);
  if (!(await waitFor(isAnswering, answerPatience)))
    return broken(
      'no-answer',
      said('Not every lane had answered a request after {time}.', { time: seconds(answerPatience) }),
    );
  // The random part comes after all waiting, so that the signal does not fall together with an answer more often than by chance.
  const warmUp = Math.max(0, times.warmUp - (monotonicMs() - startedAt));
  const endedBefore = await waitFor(() => run.isOver, warmUp + jitterMs);
  if (endedBefore) return null;
  if (run.view(false).trafficEndedAtMs !== undefined)
    return broken(
      'traffic-over',
      said('The traffic had ended before the signal came: give it more requests, or seconds.'),
    );

  began('ending');
  await run.terminate();
  const grace = Math.max(...lanes.map(patienceOf));
  const endPatience = times.endPatience + grace + traffic.handlerTimeMs;
  const hasEnded = (lane: Run['lanes'][number]) => lane.isOver || lane.plan.runsOn;
  if (!(await waitFor(() => run.isOver || run.lanes.every(hasEnded), endPatience))) {
    const late = run.lanes.filter((lane) => !hasEnded(lane)).map(({ title }) => title);
    const lanes = saidList(late);
    const time = seconds(endPatience);
    return broken(
      'not-ended',
      said('{lanes} had not ended {time} after the signal, and was removed.', { lanes, time }),
    );
  }
  if (run.lanes.some(({ plan }) => plan.runsOn)) {
    await waitFor(() => run.isOver, RUNS_ON_MS);
    return null;
  }
  if (!(await waitFor(() => run.isOver, traffic.timeoutMs + SETTLE_MS)))
    return broken('not-settled', said('Not every request had its outcome after the last container had ended.'));
  return null;
}

/** How long after its termination was asked for a lane may still run, by its own terms, in milliseconds. */
function patienceOf({ termination, preStop }: LaneView): number {
  const grace = termination.kind === 'stop' ? termination.gracePeriodSeconds : 0;
  return (grace + (preStop?.waitSeconds ?? 0)) * 1_000;
}

function broken(code: string, reason: Said): ErrorRecord {
  return { code, message: english(reason), said: reason };
}

/** `Lane A and Lane B`. */
function saidList([first, ...rest]: readonly Said[]): Said {
  if (first === undefined) return { text: '' };
  return rest.length === 0 ? first : said('{one} and {others}', { one: first, others: saidList(rest) });
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
