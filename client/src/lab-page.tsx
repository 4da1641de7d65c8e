import { useMemo } from 'react';
import type { RunView } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { Guide } from './features/guide/guide.tsx';
import { steps } from './features/guide/steps.ts';
import type { LaneModel } from './features/lane/lane-model.ts';
import { plannedLane, runningLane } from './features/lane/lane-model.ts';
import { useRun } from './features/run/run-store.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import { trafficFacts } from './features/scenario/traffic-text.ts';
import { Announcer } from './features/verdict/announcer.tsx';
import { ComparisonBar } from './features/verdict/comparison-bar.tsx';
import { LabHeader } from './lab-header.tsx';
import { Lanes } from './lanes.tsx';
import { ConnectionBanner } from './lib/connection-banner.tsx';
import { Notices } from './notices.tsx';

interface LabPageProps {
  runId: string | null;
  /** The scenario of the address; null for the first. */
  askedScenario: string | null;
  navigate(address: string): void;
}

/** The lab: a scenario, or a run of it. */
export function LabPage({ runId, askedScenario, navigate }: LabPageProps) {
  const lab = useCatalogue((state) => state.lab);
  const engine = useCatalogue(
    (state) => state.lab?.engines.engines.find(({ kind }) => kind === state.engine) ?? null,
  );
  const shownRunId = useRun((state) => state.runId);
  const shownView = useRun((state) => state.view);
  const missing = useRun((state) => state.missing);
  // Between two addresses the store still has the earlier run for a moment.
  const view = shownRunId === runId ? shownView : null;
  const wanted = view?.scenarioId ?? askedScenario;
  const scenarios = lab?.scenarios ?? [];
  const known = scenarios.find(({ id }) => id === wanted) ?? null;
  const unknown = lab !== null && askedScenario !== null && known === null && runId === null ? askedScenario : null;
  const isFallback = runId === null ? wanted === null || unknown !== null : missing !== null;
  const scenario = known ?? (isFallback ? (scenarios[0] ?? null) : null);
  const lanes = useMemo<LaneModel[]>(() => {
    if (view) return view.lanes.map((lane) => runningLane(lane, scenario));
    return scenario ? scenario.lanes.map(plannedLane) : [];
  }, [view, scenario]);
  const word = lanes.length > 2 ? 'all' : 'both';
  return (
    <div className="page">
      <LabHeader runId={runId} view={view} scenario={scenario} laneCount={lanes.length} navigate={navigate} />
      <ConnectionBanner />
      <Notices view={view} engine={engine} missing={runId === null ? null : missing} unknownScenario={unknown} />
      <main className={`lab lanes-${lanes.length}`}>
        {scenario || view ? (
          <Guide
            title={scenario?.title ?? view?.scenarioTitle ?? ''}
            body={scenario?.body ?? ''}
            steps={steps(view, word)}
            facts={factsOf(view?.traffic ?? scenario?.traffic)}
          />
        ) : (
          // Its place: what comes beside it does not move.
          <div className="guide" />
        )}
        <Lanes key={scenario?.id} lanes={lanes} view={view} />
      </main>
      <ComparisonBar
        runId={view?.id ?? null}
        comparison={view?.comparison ?? null}
        waitingText={waitingText(view, word)}
      />
      <Announcer view={view} />
    </div>
  );
}

function factsOf(traffic: ScenarioView['traffic'] | undefined) {
  return traffic === undefined ? [] : trafficFacts(traffic);
}

function waitingText(view: RunView | null, word: string): string {
  switch (view?.status) {
    case undefined:
      return `Nothing to compare yet. Start ${word}, let some requests pass, then end ${word}.`;
    case 'preparing':
      return 'The containers are being prepared…';
    case 'ready':
      return `The containers are ready. Start ${word} to send them requests.`;
    case 'running':
      if (view?.lanes.every(({ state }) => state === 'draining' || state === 'exited'))
        return 'Each container was told to end. What that cost is known when it has ended.';
      return `The same requests go to every lane. End ${word}, and see what each way costs.`;
    case 'finished':
      return 'The run was finished before a container was ended: there is nothing to compare.';
    default:
      return 'This run proves nothing: it could not be observed to its end. Reset it and start anew.';
  }
}
