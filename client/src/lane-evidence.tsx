import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import type { LaneView } from '#protocol/lane.ts';
import type { RunView } from '#protocol/run.ts';
import { isOver } from '#protocol/run-over.ts';
import type { LaneFeed } from './features/run/run-feed.ts';
import { TerminalPanel } from './features/terminal/terminal-panel.tsx';
import type { CountsThen } from './features/timeline/replay-counts.ts';
import type { TimeAxis } from './features/timeline/time-axis.ts';
import { Timeline } from './features/timeline/timeline.tsx';
import { useLaneEvents } from './features/timeline/use-lane-events.ts';
import { useRow } from './features/timeline/use-row.ts';
import { useSelectedLines } from './features/timeline/use-selected-lines.ts';
import { useOlderLines } from './use-older-lines.ts';

interface LaneEvidenceProps {
  laneId: LaneId;
  title: string;
  view: RunView | null;
  lane: LaneView | null;
  feed: LaneFeed;
  axis: TimeAxis;
  emptyText: string;
  /** Of an instant, while that is replayed; else null is given. */
  counts(then: CountsThen | null): ReactNode;
  overall: ReactNode;
  cover: ReactNode;
  console: ReactNode;
}

/** What shows a lane's story: its requests on the time axis and its log, each pointing to the other. */
export function LaneEvidence(props: LaneEvidenceProps) {
  const { laneId, title, view, lane, feed, axis, emptyText, counts, overall, cover, console } = props;
  const events = useLaneEvents(laneId, feed.log, view);
  const pointed = useSelectedLines(axis, laneId, feed.log, events);
  const row = useRow(feed.rows, axis.selected);
  const older = useOlderLines({ runId: view?.id ?? null, laneId, row, pointed, log: feed.log });
  const isUnnamed = row?.evidence === 'none';
  // The same as long as it says the same: the terminal goes to what is pointed out once, and then its reader may scroll.
  const pointedOut = useMemo(() => pointed && { ...pointed, older, isUnnamed }, [pointed, older, isUnnamed]);
  return (
    <>
      <Timeline
        laneId={laneId}
        title={title}
        rows={feed.rows}
        events={events}
        axis={axis}
        lane={lane}
        over={view !== null && isOver(view)}
        emptyText={emptyText}
        counts={counts}
        overall={overall}
      />
      <TerminalPanel
        title={title}
        log={feed.log}
        runStartedAt={view ? Date.parse(view.startedAt) : 0}
        cover={cover}
        foot={console}
        pointed={pointedOut}
        onPickRequest={(number) => axis.selected.choose({ request: number })}
      />
    </>
  );
}
