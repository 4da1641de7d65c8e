import type { Exit, LaneView } from '#protocol/lane.ts';
import { saidCount, say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';

/** What comes next in a run: 0 its start, 1 requests, 2 its end, 3 the exits, 4 nothing more. */
export function placeInRun(view: RunView | null): number {
  if (view === null || view.status === 'preparing' || view.status === 'ready') return 0;
  if (view.status !== 'running') return view.status === 'finished' && view.trafficStartedAtMs !== undefined ? 4 : 0;
  if (view.lanes.every(({ state }) => state === 'exited')) return 4;
  if (view.lanes.some(({ state }) => state === 'draining' || state === 'exited')) {
    return view.lanes.some(({ state }) => state === 'running' || state === 'ready') ? 2 : 3;
  }
  return view.lanes.every(({ counts }) => counts.completed > 0) ? 2 : 1;
}

/** How a lane is, in a few words. */
export function laneWords({ state, exit, counts }: LaneView): string {
  const answered = saidCount(counts.completed, '{count} answered', '{count} answered');
  switch (state) {
    case 'preparing':
      return say('its container is being made');
    case 'ready':
      return say('ready');
    case 'running':
      return say('{answered}, {inFlight} in flight', { answered, inFlight: counts.inFlight });
    case 'draining':
      return say('was told to end and still runs; {answered}', { answered });
    case 'exited':
      return exit === undefined ? say('removed before it had ended') : exitWords(exit);
    case 'failed':
      return say('failed');
  }
}

function exitWords({ exitCode }: Exit): string {
  return exitCode === null ? say('exited with an unknown code') : say('exited with {code}', { code: exitCode });
}
