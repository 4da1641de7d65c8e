import type { RequestRow } from '#protocol/request.ts';
import type { Layout } from './layout.ts';
import { markBox } from './layout.ts';
import type { Mark } from './mark.ts';
import { markOf } from './mark.ts';
import { clock, cross, ring } from './mark-shapes.ts';
import type { Palette } from './palette.ts';
import type { Slots } from './slots.ts';
import { isInstant } from './slots.ts';

/** What a lane's requests are drawn with. */
export interface MarkScene {
  slots: Slots;
  layout: Layout;
  palette: Palette;
  now: number;
}

type Context = CanvasRenderingContext2D;

/** Draws requests one by one. Shape and colour both tell the outcome. */
export function paintMarks(context: Context, rows: readonly RequestRow[], scene: MarkScene): void {
  const { layout, slots, palette, now } = scene;
  // Per line: how far the last plain bar reached. What lies wholly within it could not be seen.
  const covered: number[] = [];
  // Plain bars are most of it: they share one path and are filled at once.
  const bars = new Path2D();
  const rest: (() => void)[] = [];
  for (const row of rows) {
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
    cross(context, right + size + 2.5, y, size);
  },
  'timed-out': (context, left, right, y, thickness) => {
    bar(context, left, right, y, thickness);
    const size = Math.max(2.4, Math.min(4, thickness * 0.6));
    clock(context, right + size + 2, y, size);
  },
  refused: (context, left, right, y) => ring(context, (left + right) / 2, y),
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
