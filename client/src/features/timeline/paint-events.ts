import type { LaneEvent } from './lane-events.ts';
import type { Layout } from './layout.ts';
import { diamond } from './mark-shapes.ts';
import { dashedLine } from './paint-selection.ts';
import type { Palette } from './palette.ts';
import { firstFrom } from './sorted.ts';

type Context = CanvasRenderingContext2D;

/** Lines that are nearer to one another than this share a tick, in CSS pixels. */
const TICK = 3;

const placeOf = (event: LaneEvent | undefined) => event?.at ?? Number.POSITIVE_INFINITY;
const itself = (at: number | undefined) => at ?? Number.POSITIVE_INFINITY;

export interface EventScene {
  told: readonly LaneEvent[];
  /** When the lines came that are only counted. */
  routine: readonly number[];
  selected: LaneEvent | undefined;
  layout: Layout;
  palette: Palette;
}

/** Draws what happened beside the requests on its strip: ticks are lines of the log, diamonds what the lab did. */
export function paintEventStrip(context: Context, scene: EventScene): void {
  const { told, selected, layout, palette } = scene;
  paintRoutine(context, scene);
  const [from, to] = [layout.time(0), layout.time(layout.width)];
  let last = Number.NEGATIVE_INFINITY;
  context.fillStyle = palette.mute;
  const shown = told.slice(firstFrom(told, from, placeOf), firstFrom(told, to, placeOf));
  for (const { at, source } of shown) {
    const x = layout.x(at);
    if (source === 'lab' || x - last < TICK) continue;
    context.fillRect(x - 0.75, layout.events - 4, 1.5, 8);
    last = x;
  }
  context.fillStyle = palette.signal;
  for (const { at, source } of shown) {
    if (source === 'lab') diamond(context, layout.x(at), layout.events, 3.6);
  }
  if (selected === undefined) return;
  const x = layout.x(selected.at);
  context.strokeStyle = palette.text;
  dashedLine(context, x, layout.top, layout.events - 7);
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, layout.events, 6, 0, Math.PI * 2);
  context.stroke();
}

/** What is said again and again: one tick a column, higher where there is more of it, and never as high as what is told. */
function paintRoutine(context: Context, { routine, layout, palette }: EventScene): void {
  const step = layout.time(TICK) - layout.time(0);
  const to = layout.time(layout.width);
  context.fillStyle = palette.edge;
  let at = firstFrom(routine, layout.time(0), itself);
  while (at < routine.length) {
    const column = Math.floor((routine[at] ?? 0) / step);
    if (column * step > to) return;
    const next = firstFrom(routine, (column + 1) * step, itself);
    const height = Math.min(5, 1.5 + Math.log2(next - at));
    context.fillRect(layout.x(column * step), layout.axis - height, TICK - 1, height);
    at = Math.max(next, at + 1);
  }
}
