import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { LaneId } from '#protocol/ids.ts';
import { Dragging } from './dragging.ts';
import type { LaneDrawing, RowSource } from './lane-drawing.ts';
import type { LaneEvents } from './lane-events.ts';
import { eventAfter, selectionAfter } from './selection.ts';
import type { TimeAxis } from './time-axis.ts';

/** A wheel that tells lines, not pixels, goes so far with each. */
const LINE_PIXELS = 16;

interface Pointing {
  canvas: RefObject<HTMLCanvasElement | null>;
  drawing: RefObject<LaneDrawing | null>;
  rows: RowSource;
  events: LaneEvents;
  axis: TimeAxis;
  laneId: LaneId;
}

/**
 * Selects requests and events by pointer and keys. Dragging moves the axis, two fingers or Ctrl and the wheel zoom, the wheel
 * sideways (or with Shift) moves; without a modifier the page scrolls, as everywhere.
 */
export function usePointing({ canvas: canvasRef, drawing, rows, events, axis, laneId }: Pointing): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    if (canvas === null) return;
    const { selected } = axis;
    const at = (event: MouseEvent) => drawing.current?.at(event.offsetX, event.offsetY) ?? null;
    const timePerPixel = () => (axis.window.to - axis.window.from) / canvas.clientWidth;
    const dragging = new Dragging({
      move: (pixels) => axis.move(-pixels * timePerPixel()),
      zoom: (factor, x) => axis.zoom(factor, drawing.current?.timeAt(x)),
    });

    const onMove = (event: PointerEvent) => {
      if (dragging.move(event)) return;
      const target = at(event);
      canvas.style.cursor = target === null ? 'grab' : 'pointer';
      selected.passOver(target);
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      dragging.begin(event);
      canvas.setPointerCapture(event.pointerId);
    };
    const onUp = (event: PointerEvent) => {
      if (dragging.end(event) === 'press') selected.choose(at(event));
    };
    const onWheel = (event: WheelEvent) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
      // Shift turns a wheel sideways in some browsers, and in others the page has to.
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey)
        axis.zoom(event.deltaY > 0 ? 1.25 : 0.8, drawing.current?.timeAt(event.offsetX));
      else if (Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY)))
        axis.move(sideways * unit * timePerPixel());
      else return;
      event.preventDefault();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const handled =
        moveKey(event.key, axis) ||
        replayKey(event.key, axis) ||
        (event.shiftKey ? chooseEvent(event.key) : chooseRequest(event.key));
      if (handled) event.preventDefault();
    };
    const chooseRequest = (key: string) => {
      if (key === 'Escape' && selected.isChosen) {
        selected.choose(null);
        return true;
      }
      const next = selectionAfter(rows.all, selected.request, key);
      if (next === undefined) return false;
      selected.choose(next === null ? null : { request: next });
      reveal(next === null ? undefined : rows.row(next)?.dueAt);
      return true;
    };
    const chooseEvent = (key: string) => {
      const next = eventAfter(events.told, selected.event(laneId), key);
      if (next === undefined) return false;
      selected.choose({ laneId, event: next.id });
      reveal(next.at);
      return true;
    };
    const reveal = (runTime: number | undefined) => {
      if (runTime !== undefined) axis.reveal(runTime - axis.origin(laneId));
    };
    const ending = new AbortController();
    const { signal: abortSignal } = ending;
    canvas.addEventListener('pointermove', onMove, { signal: abortSignal });
    canvas.addEventListener('pointerdown', onDown, { signal: abortSignal });
    canvas.addEventListener('pointerup', onUp, { signal: abortSignal });
    canvas.addEventListener('pointercancel', (event) => dragging.end(event), { signal: abortSignal });
    canvas.addEventListener('pointerleave', () => selected.passOver(null), { signal: abortSignal });
    canvas.addEventListener('wheel', onWheel, { signal: abortSignal, passive: false });
    canvas.addEventListener('keydown', onKey, { signal: abortSignal });
    return () => ending.abort();
  }, [canvasRef, drawing, rows, events, axis, laneId]);
}

/** Steps through a run that is over; each is a hundredth of what is shown. */
function replayKey(key: string, axis: TimeAxis): boolean {
  const { replay, selected } = axis;
  if (key === 'Escape' && !selected.isChosen && replay.state !== null) replay.stop();
  else if ((key === ',' || key === '.') && axis.canReplay) {
    const step = (axis.window.to - axis.window.from) / 100;
    replay.step(key === ',' ? -step : step);
  } else return false;
  return true;
}

/** The share of what is shown that a key moves the picture by. */
const STEP = 0.25;

function moveKey(key: string, axis: TimeAxis): boolean {
  const span = axis.window.to - axis.window.from;
  if (key === '+' || key === '=') axis.zoom(0.6);
  else if (key === '-') axis.zoom(1 / 0.6);
  else if (key === '0') axis.follow();
  else if (key === 'PageUp') axis.move(-span * STEP);
  else if (key === 'PageDown') axis.move(span * STEP);
  else return false;
  return true;
}
