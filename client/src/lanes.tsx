import { useEffect, useMemo } from 'react';
import type { RunStatus, RunView } from '#protocol/run.ts';
import { LaneCard } from './features/lane/lane-card.tsx';
import type { LaneModel } from './features/lane/lane-model.ts';
import { laneTitle } from './features/lane/lane-model.ts';
import { Preparing } from './features/lane/preparing.tsx';
import { sentTermination } from './features/lane/termination-choice.ts';
import { endLane, showLaneFailure } from './features/run/commands.ts';
import { useRun } from './features/run/run-store.ts';
import { TerminalPanel } from './features/terminal/terminal-panel.tsx';
import { runTimes } from './features/timeline/lane-times.ts';
import { MarkGlyph } from './features/timeline/mark-glyph.tsx';
import { TimeAxis } from './features/timeline/time-axis.ts';
import { Timeline } from './features/timeline/timeline.tsx';
import { Counts, LostSplit } from './features/verdict/counts.tsx';
import { ExitLine } from './features/verdict/exit-line.tsx';
import { Promises } from './features/verdict/promises.tsx';
import { useConnection } from './lib/connection.ts';

const OVER: readonly RunStatus[] = ['finished', 'invalid', 'interrupted'];
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** The lanes of a run or a scenario, on one time axis. */
export function Lanes({ lanes, view }: { lanes: LaneModel[]; view: RunView | null }) {
  const feed = useRun((state) => state.feed);
  const failures = useRun((state) => state.laneFailures);
  const connected = useConnection((state) => state.connection === 'connected');
  const axis = useMemo(
    () =>
      new TimeAxis(
        () => feed.clock.now(),
        () => calm.matches,
      ),
    [feed],
  );
  useEffect(() => {
    if (view === null) return;
    const times = runTimes(view);
    // Without a connection the page does not know what goes on: the picture stands still.
    axis.setTimes({ ...times, live: times.live && connected });
  }, [axis, view, connected]);
  const clock = useMemo(() => () => feed.clock.now(), [feed]);
  const runStartedAt = view ? Date.parse(view.startedAt) : 0;
  const isOver = view !== null && OVER.includes(view.status);
  const invalid = view?.status === 'invalid' || view?.status === 'interrupted';
  return lanes.map((lane) => (
    <LaneCard
      key={lane.id}
      lane={lane}
      connected={connected}
      trafficStartedAt={view?.trafficStartedAtMs ?? null}
      endedAt={lane.view?.exitedAtMs ?? (isOver ? (view.trafficEndedAtMs ?? view.now) : null)}
      clock={clock}
      error={errorOf(lane, view)}
      failure={failures[lane.id] ?? null}
      onDismissFailure={() => showLaneFailure(lane.id, undefined)}
      onSend={(termination) => view && void endLane(view.id, lane.id, termination)}
    >
      <Timeline
        laneId={lane.id}
        title={laneTitle(lane.id)}
        rows={feed.lane(lane.id).rows}
        axis={axis}
        terminatedAt={lane.view?.terminatedAtMs ?? null}
        exitedAt={lane.view?.exitedAtMs ?? null}
        emptyText={emptyText(view)}
        counts={
          <Counts counts={countsOf(lane, view)} invalid={invalid} glyph={(mark) => <MarkGlyph mark={mark} />} />
        }
        overall={<LostSplit counts={countsOf(lane, view)} invalid={invalid} over={isOver} />}
      />
      <TerminalPanel
        title={laneTitle(lane.id)}
        log={feed.lane(lane.id).log}
        runStartedAt={runStartedAt}
        cover={coverOf(lane, feed.lane(lane.id).log.entries.length === 0)}
      />
      <ExitLine
        exit={lane.view?.exit ?? null}
        sent={sentTermination(lane)}
        engineName={view?.engine ?? 'docker'}
        waitingText={exitText(lane)}
      />
      <Promises
        verdict={lane.view?.verdict ?? null}
        waitingText={invalid ? 'Not judged: the run proves nothing.' : 'Judged when the container has ended.'}
        onShowRow={(number) => axis.select(number)}
      />
    </LaneCard>
  ));
}

/** Before the traffic nothing was counted: that is not the same as nothing lost. */
function countsOf(lane: LaneModel, view: RunView | null) {
  return view?.trafficStartedAtMs === undefined ? null : (lane.view?.counts ?? null);
}

function emptyText(view: RunView | null): string {
  if (view === null) return 'Every request becomes a mark here, on one time axis for all lanes';
  if (view.status === 'preparing') return 'Waiting for the containers';
  return OVER.includes(view.status) ? 'No request was sent' : 'No request yet';
}

/** A lane's failure that is the whole run's stands above all lanes. */
function errorOf({ view: lane }: LaneModel, view: RunView | null): string | null {
  const message = lane?.error?.message ?? null;
  return message === view?.error?.message ? null : message;
}

/** What lies over the log's panel while there is no log. */
function coverOf({ state, view }: LaneModel, isSilent: boolean) {
  if (state === 'planned') return 'The container’s own log appears here';
  if (state === 'preparing') return <Preparing step={view?.progress ?? null} />;
  const isOver = state === 'failed' || state === 'exited';
  return isOver && isSilent ? 'There is no log: the container printed nothing' : null;
}

function exitText({ state }: LaneModel): string {
  switch (state) {
    case 'draining':
      return 'The signal was sent; the container has not ended yet';
    case 'exited':
      return 'Removed by the lab before it was ended: there is no exit to judge';
    case 'failed':
      return 'How it ended is unknown';
    default:
      return 'Not ended yet: its exit code appears here';
  }
}
