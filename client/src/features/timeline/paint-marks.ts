import type { RequestRow } from '#protocol/request.ts';
import type { Layout } from './layout.ts';
import { markBox } from './layout.ts';
import type { Mark } from './mark.ts';
import { markOf } from './mark.ts';
import type { Palette } from './palette.ts';
import type { Slots } from './slots.ts';
import { isInstant } from './slots.ts';

/** What a lane's drawing is made of. */
export interface Scene {
  rows: readonly RequestRow[];
  /** Indexes of the first visible row and of the one after the last. */
  range: [number, number];
  slots: Slots;
  layout: Layout;
  palette: Palette;
  now: number;
  selected: number | null;
}

type Context = CanvasRenderingContext2D;

/** Draws every visible request. Shape and colour both tell the outcome. */
export function paintMarks(context: Context, scene: Scene): void {
  const { rows, range, layout, slots, palette, now } = scene;
  // Per line: how far the last plain bar reached. What lies wholly within it could not be seen.
  const covered: number[] = [];
  // Plain bars are most of it: they share one path and are filled at once.
  const bars = new Path2D();
  const rest: (() => void)[] = [];
  for (let index = range[0]; index < range[1]; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    const mark = markOf(row);
    const { left, right, y } = markBox(row, layout, slots, now);
    if (mark === 'completed') {
      const slot = slots.of(row.number);
      if (right <= (covered[slot] ?? Number.NEGATIVE_INFINITY)) continue;
      covered[slot] = Math.ceil(right);
      addBar(bars, left, right, y, layout.thickness);
      continue;
    }
    const draw = mark === 'in-flight' && isInstant(row) ? paintConnecting : DRAW[mark];
    rest.push(() => {
      context.strokeStyle = palette.marks[mark];
      context.fillStyle = palette.marks[mark];
      draw(context, left, right, y, layout.thickness);
    });
  }
  context.fillStyle = palette.marks.completed;
  context.globalAlpha = 0.9;
  context.fill(bars);
  context.globalAlpha = 1;
  // What went wrong lies above what went well.
  for (const draw of rest) draw();
}

/** Rounded where there is room to see it. */
function addBar(bars: Path2D, left: number, right: number, y: number, thickness: number): void {
  const width = Math.max(2, right - left);
  if (width < 4) bars.rect(left, y - thickness / 2, width, thickness);
  else bars.roundRect(left, y - thickness / 2, width, thickness, thickness / 2);
}

/** Rings the selected request, wherever it is. */
export function paintSelection(context: Context, scene: Scene): void {
  const { rows, layout, slots, palette, now, selected } = scene;
  const row = selected === null ? undefined : rows[selected - 1];
  if (row === undefined) return;
  const { left, right, y } = markBox(row, layout, slots, now);
  const reach = Math.max(5, layout.thickness / 2 + 3.5);
  context.strokeStyle = palette.text;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(left - 4, y - reach, right - left + 8, reach * 2, 5);
  context.stroke();
  context.setLineDash([2, 3]);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, y + reach);
  context.lineTo(left, layout.axis);
  context.stroke();
  context.setLineDash([]);
}

/** A request that waits for its connection: too short to have a shape yet. */
function paintConnecting(context: Context, left: number, right: number, y: number): void {
  context.beginPath();
  context.arc((left + right) / 2, y, 1.8, 0, Math.PI * 2);
  context.fill();
}

type Draw = (context: Context, left: number, right: number, y: number, thickness: number) => void;

const DRAW: Record<Exclude<Mark, 'completed'>, Draw> = {
  'server-error': (context, left, right, y, thickness) => {
    context.lineWidth = 1.6;
    context.beginPath();
    context.roundRect(left, y - thickness / 2, Math.max(3, right - left), thickness, thickness / 2);
    context.stroke();
  },
  cut: (context, left, right, y, thickness) => {
    bar(context, left, right, y, thickness);
    const size = Math.max(2.2, Math.min(3.6, thickness * 0.55));
    const centre = right + size + 2.5;
    context.lineWidth = 1.9;
    context.beginPath();
    context.moveTo(centre - size, y - size);
    context.lineTo(centre + size, y + size);
    context.moveTo(centre + size, y - size);
    context.lineTo(centre - size, y + size);
    context.stroke();
  },
  'timed-out': (context, left, right, y, thickness) => {
    bar(context, left, right, y, thickness);
    const size = Math.max(2.4, Math.min(4, thickness * 0.6));
    context.lineWidth = 1.6;
    context.beginPath();
    context.arc(right + size + 2, y, size, 0, Math.PI * 2);
    context.moveTo(right + size + 2, y - size * 0.7);
    context.lineTo(right + size + 2, y);
    context.lineTo(right + size * 1.5 + 2, y);
    context.stroke();
  },
  refused: (context, left, right, y) => {
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc((left + right) / 2, y, 3.1, 0, Math.PI * 2);
    context.stroke();
  },
  'not-sent': (context, left, right, y) => {
    context.fillRect(left + 1, y - 1, right - left - 2, 2);
  },
  'in-flight': (context, left, right, y, thickness) => {
    context.globalAlpha = 0.75;
    bar(context, left, right, y, Math.max(1.5, thickness * 0.55));
    context.globalAlpha = 1;
    const size = Math.max(2, thickness * 0.5);
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(right - size, y - size);
    context.lineTo(right, y);
    context.lineTo(right - size, y + size);
    context.stroke();
  },
};

function bar(context: Context, left: number, right: number, y: number, thickness: number): void {
  context.fillRect(left, y - thickness / 2, Math.max(2, right - left), thickness);
}
