import type { ReactNode } from 'react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTheme } from '../../ui/theme.ts';
import { KeysHelp } from './keys-help.tsx';
import type { RowSource } from './lane-drawing.ts';
import { LaneDrawing } from './lane-drawing.ts';
import { RowDetails } from './row-details.tsx';
import { RowTable } from './row-table.tsx';
import type { LaneMoments } from './row-text.ts';
import { rowSpoken } from './row-text.ts';
import type { TimeAxis } from './time-axis.ts';
import { usePointing } from './use-pointing.ts';
import { useRow } from './use-row.ts';
import './timeline.css';
import './keys-help.css';
import './row-table.css';

interface TimelineProps {
  laneId: LaneId;
  /** `Lane A`. */
  title: string;
  rows: RowSource;
  axis: TimeAxis;
  terminatedAt: number | null;
  exitedAt: number | null;
  /** Shown while there is no request. */
  emptyText: string;
  /** Stands between the picture and the details; its marks are the legend. */
  counts: ReactNode;
  /** What is said of all requests while none is selected. */
  overall: ReactNode;
}

/** Every request of a lane as a mark on the time axis, and the same as a table. */
export function Timeline(props: TimelineProps) {
  const { laneId, title, rows, axis, terminatedAt, exitedAt, emptyText, counts, overall } = props;
  const [asTable, setAsTable] = useState(false);
  const selected = useSyncExternalStore(axis.subscribe, () => axis.selected);
  const chosen = useSyncExternalStore(axis.subscribe, () => axis.isChosen);
  const row = useRow(rows, selected);
  const isEmpty = useIsEmpty(rows);
  const moments: LaneMoments = { origin: axis.origin(laneId), terminatedAt, exitedAt };
  return (
    <div className="timeline">
      <div className="timeline-tools">
        <span className="kicker">Requests</span>
        <span className="spacer" />
        {!asTable && (
          <>
            <KeysHelp title={title} />
            <Tool label="Zoom in" icon="plus" onClick={() => axis.zoom(0.6)} />
            <Tool label="Zoom out" icon="minus" onClick={() => axis.zoom(1 / 0.6)} />
            <Tool label="Show the whole run" icon="fit" onClick={() => axis.showAll()} />
            <Button
              tone="bare"
              size="small"
              blockedBy={chosen ? null : 'The picture follows the run already'}
              hint="Shows the time about the signal again"
              onClick={() => axis.follow()}
            >
              Follow
            </Button>
          </>
        )}
        <Button
          tone="ghost"
          size="small"
          aria-pressed={asTable}
          hint="The same requests as a table"
          onClick={() => setAsTable(!asTable)}
        >
          <Icon name="table" size={13} />
          Table
        </Button>
      </div>
      {asTable ? (
        <RowTable title={title} rows={rows} moments={moments} axis={axis} />
      ) : (
        <Drawing {...props} spoken={row ? rowSpoken(row, moments) : null} isEmpty={isEmpty} emptyText={emptyText} />
      )}
      {counts}
      {!asTable && (
        <div className="timeline-details">{row ? <RowDetails row={row} moments={moments} /> : overall}</div>
      )}
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

interface DrawingProps extends TimelineProps {
  /** The selected request in words. */
  spoken: string | null;
  isEmpty: boolean;
}

function Drawing({ laneId, title, rows, axis, spoken, isEmpty, emptyText }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<LaneDrawing | null>(null);
  const theme = useTheme((state) => state.theme);
  useEffect(() => {
    if (canvas.current === null) return;
    const made = new LaneDrawing(canvas.current, laneId, rows, axis);
    drawing.current = made;
    return () => made.dispose();
  }, [laneId, rows, axis]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours follow the theme through CSS
  useEffect(() => drawing.current?.recolour(), [theme]);
  usePointing(canvas, drawing, rows, axis, laneId);
  const count = rows.all.length;
  return (
    <div className="timeline-picture">
      <canvas
        ref={canvas}
        role="slider"
        tabIndex={0}
        aria-label={`Requests of ${title} over time`}
        aria-valuemin={count === 0 ? 0 : 1}
        aria-valuemax={count}
        aria-valuenow={axis.selected ?? 0}
        aria-valuetext={spoken ?? (count === 0 ? 'No request yet' : 'No request selected; arrow keys select one')}
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
