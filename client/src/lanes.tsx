import { useEffect, useMemo } from 'react';
import { say } from '#protocol/language/say.ts';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';
import { runLine } from './features/console/run-line.ts';
import { LaneCard } from './features/lane/lane-card.tsx';
import type { LaneModel } from './features/lane/lane-model.ts';
import { laneTitle } from './features/lane/lane-model.ts';
import { Preparing } from './features/lane/preparing.tsx';
import { sentTermination } from './features/lane/termination-choice.ts';
import { endLane, showLaneFailure } from './features/run/commands.ts';
import { useRun } from './features/run/run-store.ts';
import { runTimes } from './features/timeline/lane-times.ts';
import { MarkGlyph } from './features/timeline/mark-glyph.tsx';
import { TimeAxis } from './features/timeline/time-axis.ts';
import { Counts, LostSplit } from './features/verdict/counts.tsx';
import { backAfter, ExitLine } from './features/verdict/exit-line.tsx';
import { Promises } from './features/verdict/promises.tsx';
import { LaneEvidence } from './lane-evidence.tsx';
import { Console } from './later-menus.tsx';
import { useConnection } from './lib/connection.ts';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

interface LanesProps {
  lanes: LaneModel[];
  view: RunView | null;
  axis: TimeAxis;
  /** Why no lane can be ended yet, where the page wants something else first. */
  lockedBecause: string | null;
  /** Called with every command to a lane. */
  onAct(): void;
}

/** The time axis of the run that is shown: whoever has it can point something out in every lane. */
export function useTimeAxis(): TimeAxis {
  const feed = useRun((state) => state.feed);
  return useMemo(
    () =>
      new TimeAxis(
        () => feed.clock.now(),
        () => calm.matches,
      ),
    [feed],
  );
}

/** The lanes of a run or a scenario, on one time axis. */
export function Lanes({ lanes, view, axis, lockedBecause, onAct }: LanesProps) {
  const feed = useRun((state) => state.feed);
  const failures = useRun((state) => state.laneFailures);
  const connected = useConnection((state) => state.connection === 'connected');
  useEffect(() => {
    if (view === null) return;
    const times = runTimes(view);
    // Without a connection the page does not know what goes on: the picture stands still.
    axis.setTimes({ ...times, live: times.live && connected });
  }, [axis, view, connected]);
  const clock = useMemo(() => () => feed.clock.now(), [feed]);
  const over = view !== null && isOver(view);
  const invalid = view?.status === 'invalid' || view?.status === 'interrupted';
  return lanes.map((lane) => (
    <LaneCard
      key={lane.id}
      lane={lane}
      connected={connected}
      lockedBecause={lockedBecause}
      trafficStartedAt={view?.trafficStartedAtMs ?? null}
      endedAt={lane.view?.exitedAtMs ?? (over ? (view.trafficEndedAtMs ?? view.now) : null)}
      clock={clock}
      error={errorOf(lane, view)}
      failure={failures[lane.id] ?? null}
      onDismissFailure={() => showLaneFailure(lane.id, undefined)}
      onSend={(termination) => {
        if (view === null) return;
        onAct();
        void endLane(view.id, lane.id, termination);
      }}
    >
      <LaneEvidence
        laneId={lane.id}
        title={laneTitle(lane.id)}
        view={view}
        lane={lane.view}
        feed={feed.lane(lane.id)}
        axis={axis}
        emptyText={emptyText(view)}
        counts={(then) => (
          <Counts
            counts={then ?? countsOf(lane, view)}
            invalid={invalid && then === null}
            ended={lane.state === 'exited' && then === null}
            glyph={(mark) => <MarkGlyph mark={mark} />}
          />
        )}
        overall={<LostSplit counts={countsOf(lane, view)} invalid={invalid} over={over} />}
        cover={coverOf(lane)}
        console={
          <Console
            key={view?.id}
            title={laneTitle(lane.id)}
            blockedBy={consoleBlockedBy(lane, view, connected)}
            nameable={nameableIn(lane, lanes)}
            run={(line) => runLine(view?.id ?? '', lane.id, line)}
            onActed={onAct}
          />
        }
      />
      <ExitLine
        exit={lane.view?.exit ?? null}
        sent={sentTermination(lane)}
        engineName={view?.engine ?? 'docker'}
        backAfterMs={backAfter(lane.view)}
        waitingText={exitText(lane)}
      />
      <Promises
        verdict={lane.view?.verdict ?? null}
        waitingText={say(invalid ? 'Not judged: the run proves nothing.' : 'Judged when the container has ended.')}
        onShowRow={(number) => axis.selected.choose({ request: number })}
      />
    </LaneCard>
  ));
}

function consoleBlockedBy({ state }: LaneModel, view: RunView | null, connected: boolean): string | null {
  if (view === null || state === 'preparing') return say('A console, as soon as the container runs');
  if (isOver(view)) return say('The run is over: its containers are gone');
  return connected ? null : say('The connection to the lab is lost');
}

/** What Tab completes: the containers of every lane, this one's first, and where this lane's service answers. */
function nameableIn({ id, container: { url, healthPath } }: LaneModel, lanes: readonly LaneModel[]) {
  const ordered = [...lanes].sort((one, other) => Number(other.id === id) - Number(one.id === id));
  return {
    containers: ordered.flatMap(({ container: { name, others } }) => [name, ...others.map((other) => other.name)]),
    urls: [healthPath, ...(url === null ? [] : [url])],
  };
}

/** Before the traffic nothing was counted: that is not the same as nothing lost. */
function countsOf(lane: LaneModel, view: RunView | null) {
  return view?.trafficStartedAtMs === undefined ? null : (lane.view?.counts ?? null);
}

function emptyText(view: RunView | null): string {
  if (view === null) return say('Every request becomes a mark here, on one time axis for all lanes');
  if (view.status === 'preparing') return say('Waiting for the containers');
  return say(isOver(view) ? 'No request was sent' : 'No request yet');
}

/** A lane's failure that is the whole run's stands above all lanes. */
function errorOf({ view: lane }: LaneModel, view: RunView | null): string | null {
  const message = lane?.error?.message ?? null;
  return message === view?.error?.message ? null : message;
}

/** What lies over the log's panel while there is no log. */
function coverOf({ state, view }: LaneModel) {
  if (state === 'planned') return say('The container’s own log appears here');
  if (state === 'preparing') return <Preparing step={view?.progress ?? null} />;
  if (view?.logLines !== 0) return null;
  if (state === 'unknown') return say('There is no log: no line was seen before the run was over');
  return state === 'failed' || state === 'exited' || state === 'removed'
    ? say('There is no log: the container printed nothing')
    : null;
}

function exitText({ state }: LaneModel): string {
  switch (state) {
    case 'draining':
      return say('The signal was sent; the container has not ended yet');
    case 'removed':
      return say('Removed by the lab before it was ended: there is no exit to judge');
    case 'failed':
    case 'unknown':
      return say('How it ended is unknown');
    default:
      return say('Not ended yet: its exit code appears here');
  }
}
