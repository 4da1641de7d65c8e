import { say } from '#protocol/language/say.ts';
import type { RepeatView } from '#protocol/repeat.ts';
import type { ScenarioView } from '#protocol/scenario.ts';

/**
 * What a trial takes beside its handler's time and its grace period, in milliseconds: containers, two seconds of traffic before
 * the signal and two after the last exit, removal. 8.7 s were measured on a busy machine with two cores (embedded engine); as
 * soon as a trial is over, its own time counts instead.
 */
const TRIAL_MS = 8_500;

/** How long so many trials of a scenario take, before any was seen. */
export function expectedMs(scenario: Pick<ScenarioView, 'traffic' | 'lanes'>, trials: number): number {
  const graceMs = Math.max(
    0,
    ...scenario.lanes.map(({ termination }) =>
      termination.kind === 'stop' ? termination.gracePeriodSeconds * 1_000 : 0,
    ),
  );
  return trials * (TRIAL_MS + scenario.traffic.handlerTimeMs + graceMs);
}

/** How long the rest takes, by the trials so far; null before the first and after the last. */
export function remainingMs({ status, trials, results }: Pick<RepeatView, 'status' | 'trials' | 'results'>) {
  if (status !== 'running' || results.length === 0) return null;
  const mean = results.reduce((sum, { tookMs }) => sum + tookMs, 0) / results.length;
  return mean * (trials - results.length);
}

/** `about 40 s`, `about 6 minutes`: no more digits than are known. */
export function aboutText(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 90) return say('about {seconds} s', { seconds: Math.max(5, Math.round(seconds / 5) * 5) });
  return say('about {minutes} minutes', { minutes: Math.round(seconds / 60) });
}
