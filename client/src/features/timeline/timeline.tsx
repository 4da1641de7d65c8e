import type { ReactNode } from 'react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import type { LaneView } from '#protocol/lane.ts';
import { say } from '#protocol/language/say.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import { useTheme } from '../../ui/theme.ts';
import { KeysFace } from './keys-face.tsx';
import type { RowSource } from './lane-drawing.ts';
import { LaneDrawing } from './lane-drawing.ts';
import type { LaneEvents } from './lane-events.ts';
import { laneMoments } from './lane-moments.ts';
import { ReplayBar } from './replay-bar.tsx';
import type { CountsThen } from './replay-counts.ts';
import { countsAt, countsText } from './replay-counts.ts';
import { EventDetails, eventSpoken, RowDetails } from './row-details.tsx';
import { rowSpoken } from './row-text.ts';
import { TableView } from './table-view.tsx';
import type { TimeAxis } from './time-axis.ts';
import { signedTime } from './times.ts';
import { usePointing } from './use-pointing.ts';
import { useEvent, useRow } from './use-row.ts';
import { useRowCount } from './use-row-count.ts';
import './timeline.css';
import './keys-help.css';
import './row-table.css';

/** Opened by few: its code comes after the picture. */
const KeysHelp = later(async () => (await import('./keys-help.tsx')).KeysHelp, KeysFace);

interface TimelineProps {
  laneId: LaneId;
  /** `Lane A`. */
  title: string;
  rows: RowSource;
  events: LaneEvents;
  axis: TimeAxis;
  /** Null where the lane is only planned. */
  lane: LaneView | null;
  /** Whether nothing more will be observed of its run. */
  over: boolean;
  /** Shown while there is no request. */
  emptyText: string;
  /** Stands between the picture and the details; its marks are the legend. Of an instant, while that is replayed. */
  counts(then: CountsThen | null): ReactNode;
  /** What is said of all requests while none is selected. */
  overall: ReactNode;
}

/** Every request of a lane as a mark on the time axis, and the same as a table. */
export function Timeline(props: TimelineProps) {
  const { laneId, title, rows, events, axis, lane, over, counts, overall } = props;
  const [asTable, setAsTable] = useState(false);
  /** Stays as it is while one goes from request to request. */
  const [whole, setWhole] = useState(false);
  const chosen = useSyncExternalStore(axis.subscribe, () => axis.isChosen);
  const row = useRow(rows, axis.selected);
  const event = useEvent(events, axis.selected, laneId);
  const canReplay = useSyncExternalStore(axis.subscribe, () => axis.canReplay);
  const replay = useSyncExternalStore(axis.replay.subscribe, () => axis.replay.state);
  const origin = axis.origin(laneId);
  // The table has all of the run.
  const then = replay === null || asTable ? null : countsAt(rows.all, origin + replay.at);
  const details = () => {
    if (event) return <EventDetails event={event} origin={origin} />;
    if (row) {
      return (
        <RowDetails
          row={row}
          moments={laneMoments(lane, rows.all, origin, over)}
          isWhole={whole}
          onWhole={() => setWhole(!whole)}
        />
      );
    }
    return replay === null || then === null ? overall : <Then at={replay.at} text={countsText(then)} />;
  };
  return (
    <div className="timeline">
      <div className="timeline-tools">
        {(asTable || replay === null) && (
          <>
            <span className="kicker">{say('Requests')}</span>
            <span className="spacer" />
          </>
        )}
        {!asTable && replay !== null && <ReplayBar title={title} replay={axis.replay} state={replay} />}
        {!asTable && replay === null && (
          <>
            <Button
              tone="bare"
              size="small"
              className="icon"
              aria-label={say('Replay')}
              hint={say('Replay: shows the run again as it happened')}
              blockedBy={canReplay ? null : say('Replay: when the run is over')}
              onClick={() => axis.replay.play()}
            >
              <Icon name="play" size={13} />
            </Button>
            <KeysHelp title={title} />
            <Tool label={say('Zoom in')} icon="plus" onClick={() => axis.zoom(0.6)} />
            <Tool label={say('Zoom out')} icon="minus" onClick={() => axis.zoom(1 / 0.6)} />
            <Tool label={say('Show the whole run')} icon="fit" onClick={() => axis.showAll()} />
            <Button
              tone="bare"
              size="small"
              blockedBy={chosen ? null : say('The picture follows the run already')}
              hint={say('Shows the time about the signal again')}
              onClick={() => axis.follow()}
            >
              {say('Follow')}
            </Button>
          </>
        )}
        <Button
          tone="ghost"
          size="small"
          aria-pressed={asTable}
          hint={say('The same requests as a table')}
          onClick={() => setAsTable(!asTable)}
        >
          <Icon name="table" size={13} />
          {say('Table')}
        </Button>
      </div>
      {asTable ? (
        <TableView
          laneId={laneId}
          title={title}
          rows={rows}
          events={events}
          axis={axis}
          moments={() => laneMoments(lane, rows.all, axis.origin(laneId), over)}
        />
      ) : (
        <Drawing
          {...props}
          selected={row?.number ?? null}
          spoken={
            event
              ? eventSpoken(event, origin)
              : row
                ? rowSpoken(row, laneMoments(lane, rows.all, origin, over))
                : null
          }
        />
      )}
      {counts(then)}
      <div className="timeline-details">{details()}</div>
    </div>
  );
}

function Tool({ label, icon, onClick }: { label: string; icon: 'plus' | 'minus' | 'fit'; onClick(): void }) {
  return (
    <Button tone="bare" size="small" className="icon" aria-label={label} hint={label} onClick={onClick}>
      <Icon name={icon} size={13} />
    </Button>
  );
}

/** What was known at an instant. */
function Then({ at, text }: { at: number; text: string }) {
  return (
    <div className="row-details">
      <p className="row-facts">
        <b>{signedTime(at)}</b>
        <span>{say('what was known then')}</span>
      </p>
      <p>{text}</p>
    </div>
  );
}

interface DrawingProps extends TimelineProps {
  /** The number of the selected request. */
  selected: number | null;
  /** What is selected, in words. */
  spoken: string | null;
}

function Drawing({ laneId, title, rows, events, axis, selected, spoken, emptyText }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<LaneDrawing | null>(null);
  const theme = useTheme((state) => state.theme);
  const isEmpty = useIsEmpty(rows);
  useEffect(() => {
    if (canvas.current === null) return;
    const made = new LaneDrawing(canvas.current, laneId, rows, events, axis);
    drawing.current = made;
    return () => made.dispose();
  }, [laneId, rows, events, axis]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours follow the theme through CSS
  useEffect(() => drawing.current?.recolour(), [theme]);
  usePointing({ canvas, drawing, rows, events, axis, laneId });
  const count = useRowCount(rows);
  return (
    <div className="timeline-picture">
      <canvas
        ref={canvas}
        role="slider"
        tabIndex={0}
        aria-label={say('Requests of {title} over time', { title })}
        aria-valuemin={count === 0 ? 0 : 1}
        aria-valuemax={count}
        aria-valuenow={selected ?? 0}
        aria-valuetext={spoken ?? say(count === 0 ? 'No request yet' : 'No request selected; arrow keys select one')}
      />
      {isEmpty && <p className="timeline-empty">{emptyText}</p>}
    </div>
  );
}

function useIsEmpty(rows: RowSource): boolean {
  return useSyncExternalStore(
    (listener) => rows.subscribe(listener),
    () => rows.all.length === 0,
  );
}
