import { Link } from 'wouter';
import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import { finishRun } from './features/run/commands.ts';
import { RunControls } from './features/run/run-controls.tsx';
import { useRun } from './features/run/run-store.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import './features/scenario/scenario.css';
import type { Settings } from './features/settings/use-settings.ts';
import type { LabFrame } from './lab-frame.ts';
import { EngineChip, RepeatButton, ScenarioPicker } from './later-menus.tsx';
import { useConnection } from './lib/connection.ts';
import { PageHeader } from './page-header.tsx';
import type { RunActions } from './run-actions.ts';
import { isGoing } from './run-actions.ts';
import { Icon } from './ui/icon.tsx';

interface LabHeaderProps {
  /** The run of the address; null where a scenario waits for its start. */
  runId: string | null;
  view: RunView | null;
  /** The scenario on the page, as it is shown. */
  settings: Settings | null;
  actions: RunActions;
  frame: LabFrame;
  navigate(address: string): void;
}

/** What is on the page, where it runs, and what can be done with it. */
export function LabHeader({ runId, view, settings, actions, frame, navigate }: LabHeaderProps) {
  const lab = useCatalogue((state) => state.lab);
  const engine = useCatalogue((state) => state.engine);
  const chooseEngine = useCatalogue((state) => state.chooseEngine);
  const cannot = useRun((state) => state.cannot);
  const scenario = settings?.shown ?? null;
  const command = settings && engine && { ...settings.command, engine };
  const connected = useConnection((state) => state.connection === 'connected');
  const goesOn = runId !== null && isGoing(view);
  const scenarioId = scenario?.id ?? view?.scenarioId ?? null;
  const canCreate = scenario !== null && lab?.engines.engines.some(({ available }) => available) === true;

  const pick = (id: string) => {
    if (goesOn && view !== null) void finishRun(view.id);
    navigate(frame.scenarioAddress(id));
  };
  return (
    <PageHeader>
      <ScenarioPicker scenarios={lab?.scenarios ?? []} scenarioId={scenarioId} endsRun={goesOn} onPick={pick} />
      {lab && engine && (
        <EngineChip engines={lab.engines} chosen={engine} inUse={view?.engine ?? null} onChoose={chooseEngine} />
      )}
      <span className="spacer" />
      <RunControls state={actions.state} onStart={actions.start} onEnd={actions.end} onReset={actions.reset} />
      {scenario && command && (
        <RepeatButton
          scenario={scenario}
          command={command}
          blockedBy={frame.lockedBecause ?? repeatBlock(connected, canCreate, goesOn, cannot)}
          onCreated={(repeatId) => navigate(`/repeats/${repeatId}`)}
        />
      )}
      {frame.ways}
      <Link
        className="button ghost icon"
        href="/history"
        aria-label={say('History')}
        title={say('History: the runs that the lab keeps')}
      >
        <Icon name="history" />
      </Link>
    </PageHeader>
  );
}

function repeatBlock(connected: boolean, canCreate: boolean, goesOn: boolean, cannot: string | null): string | null {
  if (!connected) return say('The connection to the lab is lost');
  if (cannot !== null) return cannot;
  if (!canCreate) return say('There is no engine to run containers on');
  return goesOn ? say('A run is going on: reset it first, or it disturbs the trials') : null;
}
