import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import type { Busy } from './run-store.ts';

export interface ControlsInput {
  connected: boolean;
  view: Pick<RunView, 'status' | 'lanes'> | null;
  laneCount: number;
  busy: Busy | null;
  /** Whether it was prepared ahead, and nobody has asked for it yet. */
  isSpare: boolean;
  /** Whether this tab starts the run by itself as soon as it is ready. */
  startWished: boolean;
  /** Why the engine cannot run what waits for its start; null where it can, as far as anybody knows. */
  cannot: string | null;
  /** Whether the catalogue is there and an engine can run it. */
  canCreate: boolean;
  /** Why the page wants something else done before a run is started or ended; null where it does not. */
  lockedBecause?: string | null;
}

/** Why a button cannot be pressed; null where it can. */
export interface ControlsState {
  /** `both`, or `all` where there are more than two lanes. */
  word: 'both' | 'all';
  start: string | null;
  end: string | null;
  reset: string | null;
}

/** Which of a run's buttons can be pressed, and why not. */
export function controlsState(input: ControlsInput): ControlsState {
  const { connected, laneCount } = input;
  const offline = say('The connection to the lab is lost');
  return {
    word: laneCount > 2 ? 'all' : 'both',
    start: connected ? startBlock(input) : offline,
    end: connected ? endBlock(input) : offline,
    reset: connected ? resetBlock(input) : offline,
  };
}

function startBlock(input: ControlsInput): string | null {
  const { view, busy, isSpare, startWished, cannot, canCreate, lockedBecause = null } = input;
  if (lockedBecause !== null) return lockedBecause;
  if (busy === 'starting') return say('The run is being started');
  if (cannot !== null) return cannot;
  if (view === null) return canCreate ? null : say('There is no engine to run containers on');
  switch (view.status) {
    case 'preparing':
      if (startWished) return say('It starts by itself when the containers are ready');
      return isSpare ? null : say('The containers are being prepared');
    case 'ready':
      return null;
    case 'running':
      return say('The run is going on: reset it to start anew');
    case 'finished':
    case 'invalid':
    case 'interrupted':
      return canCreate ? null : say('There is no engine to run containers on');
  }
}

function endBlock({ view, busy, lockedBecause = null }: ControlsInput): string | null {
  if (lockedBecause !== null) return lockedBecause;
  if (view === null) return say('Nothing runs yet');
  if (view.status === 'preparing') return say('The containers are being prepared');
  if (view.status !== 'ready' && view.status !== 'running') return say('The run is over');
  if (busy === 'ending') return say('The terminations are on their way');
  if (view.lanes.some(({ state }) => state === 'ready' || state === 'running')) return null;
  return say('Every lane was already sent a termination');
}

function resetBlock({ view, isSpare }: ControlsInput): string | null {
  return view === null || isSpare ? say('There is nothing to reset') : null;
}
