import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { EngineKind } from '#protocol/engine.ts';
import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import { trafficFacts } from '#protocol/traffic-text.ts';
import { CourseLink } from './course-link.tsx';
import { Guide } from './features/guide/guide.tsx';
import { steps } from './features/guide/steps.ts';
import type { LaneModel } from './features/lane/lane-model.ts';
import { plannedLane, runningLane } from './features/lane/lane-model.ts';
import { prepareRun } from './features/run/prepare-run.ts';
import { useRun } from './features/run/run-store.ts';
import { useCatalogue } from './features/scenario/catalogue.ts';
import { useAddress } from './features/settings/use-address.ts';
import { useShownSettings } from './features/settings/use-settings.ts';
import { Announcer } from './features/verdict/announcer.tsx';
import { ComparisonBar } from './features/verdict/comparison-bar.tsx';
import type { LabFrame } from './lab-frame.ts';
import { LabHeader } from './lab-header.tsx';
import { Lanes, useTimeAxis } from './lanes.tsx';
import { ByHandPanel, ReportMenu, SettingsPanel } from './later-menus.tsx';
import { ConnectionBanner } from './lib/connection-banner.tsx';
import { Notices } from './notices.tsx';
import { guideWidth, logHeight } from './panel-sizes.ts';
import { isGoing, useRunActions } from './run-actions.ts';
import { Separator } from './ui/separator.tsx';

/** Before containers are made anew for what was turned, in milliseconds. */
const SETTLE_MS = 400;

interface LabPageProps {
  runId: string | null;
  /** The scenario of the address; null for the first. */
  askedScenario: string | null;
  /** What the scenario's address says of its settings, such as `rate=20`; empty where nothing. */
  search?: string;
  navigate(address: string, options?: { replace: boolean }): void;
  /** What stands about it. */
  frame?: LabFrame;
}

const PLAIN: LabFrame = {
  runAddress: (id) => `/runs/${id}`,
  scenarioAddress: (id) => `/lab/${id}`,
  lockedBecause: null,
  ways: <CourseLink />,
};

/** The lab: a scenario, or a run of it. */
export function LabPage({ runId, askedScenario, search = '', navigate, frame = PLAIN }: LabPageProps) {
  const lab = useCatalogue((state) => state.lab);
  const engine = useCatalogue(
    (state) => state.lab?.engines.engines.find(({ kind }) => kind === state.engine) ?? null,
  );
  const shownRunId = useRun((state) => state.runId);
  const shownView = useRun((state) => state.view);
  const missing = useRun((state) => state.missing);
  const scenarios = lab?.scenarios ?? [];
  const find = (id: string | null | undefined) => scenarios.find((each) => each.id === id) ?? null;
  const waiting = runId === null ? (find(askedScenario) ?? scenarios[0] ?? null) : null;
  // Between two addresses the store still has the earlier run for a moment.
  const isShown = waiting === null ? shownRunId === runId : shownView?.scenarioId === waiting.id;
  const view = isShown ? shownView : null;
  const written = waiting ?? find(view?.scenarioId) ?? (missing === null ? null : (scenarios[0] ?? null));
  // A scenario that the lab does not have takes no settings, and the first, which stands in its place, not those of another.
  const asked = find(askedScenario);
  const isAsking = asked !== null && search !== '';
  useAddress(asked, search, () => navigate(`/lab/${askedScenario}`, { replace: true }));
  const settings = useShownSettings(written, runId === null ? null : view);
  const scenario = settings?.shown ?? null;
  const unknown = lab !== null && runId === null && askedScenario !== waiting?.id ? askedScenario : null;
  const waitingId = waiting?.id ?? null;
  const engineKind = engine?.kind ?? null;
  const command = settings?.command ?? null;
  const commandText = JSON.stringify(command);
  const prepared = useRef<string | null>(null);
  const prepare = useEffectEvent((engineOfRun: EngineKind, delayMs: number) =>
    command === null ? undefined : prepareRun({ ...command, engine: engineOfRun }, delayMs),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a command that says the same is the same
  useEffect(() => {
    const place = waitingId === null || engineKind === null || isAsking ? null : `${waitingId} ${engineKind}`;
    const isTurned = prepared.current === place;
    prepared.current = place;
    return engineKind === null || place === null ? undefined : prepare(engineKind, isTurned ? SETTLE_MS : 0);
  }, [waitingId, engineKind, commandText, isAsking]);
  /** A run that is acted on has an address of its own. */
  const settle = () => {
    if (runId === null && view !== null) navigate(frame.runAddress(view.id));
  };
  const lanes = useMemo<LaneModel[]>(() => {
    if (view) return view.lanes.map((lane) => runningLane(lane, view, scenario));
    return scenario ? scenario.lanes.map((lane) => plannedLane(lane, scenario)) : [];
  }, [view, scenario]);
  const word = lanes.length > 2 ? 'all' : 'both';
  const actions = useRunActions({
    runId,
    view,
    settings,
    laneCount: lanes.length,
    frame,
    navigate,
    onAct: settle,
  });
  const axis = useTimeAxis();
  const feed = useRun((state) => state.feed);
  const tools = settings && (
    <>
      <SettingsPanel
        settings={settings}
        fixedBecause={fixedBecause(runId, view)}
        onReset={actions.reset}
        resetBlock={actions.state.reset}
      />
      <ByHandPanel scenario={settings.shown} />
    </>
  );
  return (
    <div className="page">
      <LabHeader runId={runId} view={view} settings={settings} actions={actions} frame={frame} navigate={navigate} />
      <ConnectionBanner />
      <Notices
        view={view}
        engine={engine}
        missing={runId === null ? null : missing}
        unknownScenario={unknown}
        scenarioId={waitingId}
      />
      <main className={`lab lanes-${lanes.length}`}>
        {settings && frame.guide ? (
          frame.guide({ settings, view, actions, axis, feed, tools })
        ) : scenario || view ? (
          <Guide
            title={scenario?.title ?? view?.scenarioTitle ?? ''}
            body={scenario?.body ?? ''}
            steps={steps(view, word)}
            facts={factsOf(view?.traffic ?? scenario?.traffic)}
            tools={tools}
          />
        ) : (
          // Its place: what comes beside it does not move.
          <div className="guide" />
        )}
        <Separator
          label={say('Width of the guide')}
          orientation="vertical"
          size={guideWidth}
          className="guide-edge"
          sized={() => document.querySelector('.guide')}
        />
        <Lanes
          key={scenario?.id}
          lanes={lanes}
          view={view}
          axis={axis}
          lockedBecause={frame.lockedBecause}
          onAct={settle}
        />
        {lanes.length > 0 && (
          <Separator
            label={say('Height of the logs')}
            orientation="horizontal"
            size={logHeight}
            className="log-edge"
            sized={() => document.querySelector('.lane > .terminal')}
          />
        )}
      </main>
      <ComparisonBar
        runId={view?.id ?? null}
        comparison={view?.comparison ?? null}
        over={view !== null && isOver(view)}
        changes={view?.changes ?? []}
        waitingText={frame.lockedBecause ? `${frame.lockedBecause}.` : waitingText(view, word)}
      >
        <ReportMenu runId={view?.id ?? null} blockedBy={reportBlockedBy(view)} />
      </ComparisonBar>
      <Announcer view={view} />
    </div>
  );
}

/** Why the settings of what is shown cannot be turned; null where they can. */
function fixedBecause(runId: string | null, view: RunView | null): string | null {
  if (runId === null) return null;
  return say(
    isGoing(view)
      ? 'This is what the run goes on with. Reset it to turn something.'
      : 'This is what the run was made with. Reset it to turn something.',
  );
}

function factsOf(traffic: ScenarioView['traffic'] | undefined) {
  return traffic === undefined ? [] : trafficFacts(traffic);
}

function reportBlockedBy(view: RunView | null): string | null {
  const failed = view?.status === 'invalid' || view?.status === 'interrupted';
  return view?.trafficStartedAtMs === undefined && !failed ? say('There is nothing to report yet') : null;
}

function waitingText(view: RunView | null, word: 'both' | 'all'): string {
  const isAll = word === 'all';
  switch (view?.status) {
    case undefined:
      return say(
        isAll
          ? 'Nothing to compare yet. Start all, let some requests pass, then end all.'
          : 'Nothing to compare yet. Start both, let some requests pass, then end both.',
      );
    case 'preparing':
      return say('The containers are being prepared…');
    case 'ready':
      return say(
        isAll
          ? 'The containers are ready. Start all to send them requests.'
          : 'The containers are ready. Start both to send them requests.',
      );
    case 'running':
      if (view?.lanes.every(({ state }) => state === 'draining' || state === 'exited'))
        return say('Each container was told to end. What that cost is known when it has ended.');
      return say(
        isAll
          ? 'The same requests go to every lane. End all, and see what each way costs.'
          : 'The same requests go to every lane. End both, and see what each way costs.',
      );
    case 'finished':
      if (view.trafficStartedAtMs === undefined)
        return say(
          isAll
            ? 'The containers were removed before any traffic began. Start all, and the lab makes new ones.'
            : 'The containers were removed before any traffic began. Start both, and the lab makes new ones.',
        );
      return say('The run was finished before a container was ended: there is nothing to compare.');
    default:
      return say('This run proves nothing: it could not be observed to its end. Reset it and start anew.');
  }
}
