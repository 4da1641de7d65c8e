import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import type { LaneDrawing, RowSource } from './lane-drawing.ts';
import { selectionAfter } from './selection.ts';
import type { TimeAxis } from './time-axis.ts';

/** A press that moves farther than this drags the axis, in CSS pixels. */
const DRAG = 4;

/** Selects requests by pointer and keys, zooms with Ctrl and the wheel, and drags the axis. */
export function usePointing(
  canvasRef: RefObject<HTMLCanvasElement | null>,
  drawing: RefObject<LaneDrawing | null>,
  rows: RowSource,
  axis: TimeAxis,
  laneId: LaneId,
): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    if (canvas === null) return;
    /** A request that was clicked stays selected while the pointer moves on. */
    let pinned = false;
    let press: { x: number; dragged: boolean } | null = null;

    const onMove = (event: PointerEvent) => {
      if (press !== null) return drag(event, press);
      const number = drawing.current?.at(event.offsetX, event.offsetY) ?? null;
      canvas.style.cursor = number === null ? 'grab' : 'pointer';
      if (!pinned) axis.select(number);
    };
    const drag = (event: PointerEvent, pressed: { x: number; dragged: boolean }) => {
      const by = event.offsetX - pressed.x;
      if (!pressed.dragged && Math.abs(by) < DRAG) return;
      const { from, to } = axis.window;
      axis.move((-by / canvas.clientWidth) * (to - from));
      pressed.x = event.offsetX;
      pressed.dragged = true;
    };
    const onDown = (event: PointerEvent) => {
      press = { x: event.offsetX, dragged: false };
      canvas.setPointerCapture(event.pointerId);
    };
    const onUp = (event: PointerEvent) => {
      if (press !== null && !press.dragged) {
        const number = drawing.current?.at(event.offsetX, event.offsetY) ?? null;
        pinned = number !== null;
        axis.select(number);
      }
      press = null;
    };
    const onLeave = () => {
      if (!pinned) axis.select(null);
    };
    const onWheel = (event: WheelEvent) => {
      // Without a modifier the page scrolls, as everywhere.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      axis.zoom(event.deltaY > 0 ? 1.25 : 0.8, drawing.current?.timeAt(event.offsetX));
    };
    const onKey = (event: KeyboardEvent) => {
      if (zoomKey(event.key, axis)) return event.preventDefault();
      const next = selectionAfter(rows.all, axis.selected, event.key);
      if (next === undefined) return;
      event.preventDefault();
      pinned = next !== null;
      axis.select(next);
      const row = next === null ? undefined : rows.row(next);
      if (row) axis.reveal(row.dueAt - axis.origin(laneId));
    };
    const ending = new AbortController();
    const { signal: abortSignal } = ending;
    canvas.addEventListener('pointermove', onMove, { signal: abortSignal });
    canvas.addEventListener('pointerdown', onDown, { signal: abortSignal });
    canvas.addEventListener('pointerup', onUp, { signal: abortSignal });
    canvas.addEventListener('pointerleave', onLeave, { signal: abortSignal });
    canvas.addEventListener('wheel', onWheel, { signal: abortSignal, passive: false });
    canvas.addEventListener('keydown', onKey, { signal: abortSignal });
    return () => ending.abort();
  }, [canvasRef, drawing, rows, axis, laneId]);
}

function zoomKey(key: string, axis: TimeAxis): boolean {
  if (key === '+' || key === '=') axis.zoom(0.6);
  else if (key === '-') axis.zoom(1 / 0.6);
  else if (key === '0') axis.follow();
  else return false;
  return true;
}
