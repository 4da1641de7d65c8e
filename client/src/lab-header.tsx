import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { createRun, endRun, finishRun, removeRun, startRun } from './features/run/commands.ts';
import { controlsState } from './features/run/controls-state.ts';
import { RunControls } from './features/run/run-controls.tsx';
import { useRun } from './features/run/run-store.ts';
import { startWish } from './features/run/start-wish.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import { EngineChip } from './features/scenario/engine-chip.tsx';
import { ScenarioPicker } from './features/scenario/scenario-picker.tsx';
import './features/scenario/scenario.css';
import { useConnection } from './lib/connection.ts';
import { ThemeMenu } from './ui/theme-menu.tsx';

interface LabHeaderProps {
  runId: string | null;
  view: RunView | null;
  scenario: ScenarioView | null;
  laneCount: number;
  navigate(address: string): void;
}

/** What is on the page, where it runs, and what can be done with it. */
export function LabHeader({ runId, view, scenario, laneCount, navigate }: LabHeaderProps) {
  const lab = useCatalogue((state) => state.lab);
  const engine = useCatalogue((state) => state.engine);
  const chooseEngine = useCatalogue((state) => state.chooseEngine);
  const busy = useRun((state) => state.busy);
  const connected = useConnection((state) => state.connection === 'connected');
  const goesOn =
    view !== null && (view.status === 'preparing' || view.status === 'ready' || view.status === 'running');
  const scenarioId = scenario?.id ?? view?.scenarioId ?? null;
  const canCreate = scenario !== null && lab?.engines.engines.some(({ available }) => available) === true;

  const start = async () => {
    if (view?.status === 'ready') return startRun(view.id);
    if (scenario === null || engine === null) return;
    const created = await createRun(scenario.id, engine);
    if (created !== null) navigate(`/runs/${created}`);
  };
  const pick = (id: string) => {
    if (goesOn) void finishRun(view.id);
    navigate(`/lab/${id}`);
  };
  const reset = () => {
    if (runId !== null) void removeRun(runId);
    navigate(scenarioId === null ? '/' : `/lab/${scenarioId}`);
  };
  return (
    <header className="top">
      <h1 className="brand">
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
          <path
            d="M2 16h7l3-10 2 6h6"
            fill="none"
            stroke="var(--sky)"
            strokeWidth="2.2"
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </svg>
        Graceful Shutdown Lab
      </h1>
      <ScenarioPicker scenarios={lab?.scenarios ?? []} scenarioId={scenarioId} endsRun={goesOn} onPick={pick} />
      {lab && engine && (
        <EngineChip engines={lab.engines} chosen={engine} inUse={view?.engine ?? null} onChoose={chooseEngine} />
      )}
      <span className="spacer" />
      <RunControls
        state={controlsState({
          connected,
          view,
          laneCount,
          busy,
          startWished: view !== null && startWish.isFor(view.id),
          canCreate,
        })}
        onStart={() => void start()}
        onEnd={() => view && void endRun(view.id)}
        onReset={reset}
      />
      <ThemeMenu />
    </header>
  );
}
