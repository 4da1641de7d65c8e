import type { RunView } from '#protocol/run.ts';
import { createRun, endRun, finishRun, startRun } from './features/run/commands.ts';
import type { ControlsState } from './features/run/controls-state.ts';
import { controlsState } from './features/run/controls-state.ts';
import { useRun } from './features/run/run-store.ts';
import { startWish } from './features/run/start-wish.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import type { Settings } from './features/settings/use-settings.ts';
import { useConnection } from './lib/connection.ts';

/** What can be done with the run as a whole, from wherever a button for it stands. */
export interface RunActions {
  state: ControlsState;
  start(): void;
  end(): void;
  reset(): void;
}

/** What stands about the lab, as far as it bears on what is done. */
export interface ActedIn {
  /** Where a run of the page has its address, and a scenario that waits. */
  runAddress(runId: string): string;
  scenarioAddress(scenarioId: string): string;
  /** Why nothing can be started or ended yet; null where it can. */
  lockedBecause: string | null;
}

interface Acted {
  /** The run of the address; null where a scenario waits for its start. */
  runId: string | null;
  view: RunView | null;
  settings: Settings | null;
  laneCount: number;
  frame: ActedIn;
  navigate(address: string): void;
  /** Called with every command to the run that is shown. */
  onAct(): void;
}

export function useRunActions({ runId, view, settings, laneCount, frame, navigate, onAct }: Acted): RunActions {
  const lab = useCatalogue((state) => state.lab);
  const engine = useCatalogue((state) => state.engine);
  const busy = useRun((state) => state.busy);
  const cannot = useRun((state) => state.cannot);
  const connected = useConnection((state) => state.connection === 'connected');
  const scenarioId = settings?.shown.id ?? view?.scenarioId ?? null;
  const command = settings && engine && { ...settings.command, engine };

  const start = async () => {
    if (view?.status === 'ready') {
      onAct();
      return startRun(view.id);
    }
    if (view?.status === 'preparing') {
      startWish.make(view.id);
      return onAct();
    }
    if (command === null) return;
    const created = await createRun(command);
    if (created !== null) navigate(frame.runAddress(created));
  };
  return {
    state: controlsState({
      connected,
      view,
      laneCount,
      busy,
      isSpare: runId === null,
      startWished: view !== null && startWish.isFor(view.id),
      cannot,
      canCreate: settings !== null && lab?.engines.engines.some(({ available }) => available) === true,
      lockedBecause: frame.lockedBecause,
    }),
    start: () => void start(),
    end: () => {
      if (view === null) return;
      onAct();
      void endRun(view.id);
    },
    reset: () => {
      if (runId !== null) void finishRun(runId);
      navigate(scenarioId === null ? '/' : frame.scenarioAddress(scenarioId));
    },
  };
}

/** Whether a run is not over. */
export function isGoing(view: RunView | null): boolean {
  return view?.status === 'preparing' || view?.status === 'ready' || view?.status === 'running';
}
