import type { RunView } from '#protocol/run.ts';
import type { Busy } from './run-store.ts';

export interface ControlsInput {
  connected: boolean;
  view: Pick<RunView, 'status' | 'lanes'> | null;
  laneCount: number;
  busy: Busy | null;
  /** Whether this tab starts the run by itself as soon as it is ready. */
  startWished: boolean;
  /** Whether the catalogue is there and an engine can run it. */
  canCreate: boolean;
}

/** Why a button cannot be pressed; null where it can. */
export interface ControlsState {
  /** `both`, or `all` where there are more than two lanes. */
  word: 'both' | 'all';
  start: string | null;
  end: string | null;
  reset: string | null;
}

const OFFLINE = 'The connection to the lab is lost';

/** Which of a run's buttons can be pressed, and why not. */
export function controlsState(input: ControlsInput): ControlsState {
  const { connected, laneCount } = input;
  return {
    word: laneCount > 2 ? 'all' : 'both',
    start: connected ? startBlock(input) : OFFLINE,
    end: connected ? endBlock(input) : OFFLINE,
    reset: connected ? resetBlock(input) : OFFLINE,
  };
}

function startBlock({ view, busy, startWished, canCreate }: ControlsInput): string | null {
  if (busy === 'starting') return 'The run is being started';
  if (view === null) return canCreate ? null : 'There is no engine to run containers on';
  switch (view.status) {
    case 'preparing':
      return startWished ? 'It starts by itself when the containers are ready' : 'The containers are being prepared';
    case 'ready':
      return null;
    case 'running':
      return 'The run is going on: reset it to start anew';
    case 'finished':
    case 'invalid':
    case 'interrupted':
      return canCreate ? null : 'There is no engine to run containers on';
  }
}

function endBlock({ view, busy }: ControlsInput): string | null {
  if (view === null) return 'Nothing runs yet';
  if (view.status === 'preparing') return 'The containers are being prepared';
  if (view.status !== 'ready' && view.status !== 'running') return 'The run is over';
  if (busy === 'ending') return 'The terminations are on their way';
  if (view.lanes.some(({ state }) => state === 'ready' || state === 'running')) return null;
  return 'Every lane was already sent a termination';
}

function resetBlock({ view }: ControlsInput): string | null {
  return view === null ? 'There is nothing to reset' : null;
}
