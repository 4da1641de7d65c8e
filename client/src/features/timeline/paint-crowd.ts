import { grouped } from '#protocol/language/decimal.ts';
import { say } from '#protocol/language/say.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { Column } from './columns.ts';
import { columnsOf } from './columns.ts';
import type { Layout } from './layout.ts';
import type { Mark } from './mark.ts';
import { MARKS } from './mark.ts';
import { clock, cross, ring } from './mark-shapes.ts';
import type { Palette } from './palette.ts';
import type { RowIndex } from './row-index.ts';
import { time } from './times.ts';

type Context = CanvasRenderingContext2D;

/** In CSS pixels: a column and the gap after it. */
const COLUMN = 3;
const GAP = 1;
/** Where the shapes of what was lost stand, below the names of signal and exit. */
const SHAPES = 6;
/** The tallest column ends here, below those shapes. */
const CEILING = 14;
/** Shapes stand at least so far apart. */
const APART = 9;
/** However many were answered beside it, one lost request is as high as this. */
const LEAST_LOST = 2;

/** From the ground up: what was lost stands on top of everything. */
const STACK: readonly Mark[] = ['completed', 'in-flight', 'server-error', 'not-sent', 'refused', 'timed-out', 'cut'];

export interface CrowdScene {
  rows: readonly RequestRow[];
  index: RowIndex;
  layout: Layout;
  palette: Palette;
}

/** Draws requests that stand too close to be told apart: columns say how many, shapes where one was lost or refused. */
export function paintCrowd(context: Context, scene: CrowdScene): void {
  const { rows, index, layout, palette } = scene;
  const from = layout.time(0);
  const step = layout.time(COLUMN) - from;
  const columns = columnsOf(rows, index, { from, to: layout.time(layout.width), step });
  const highest = Math.max(1, ...columns.map(({ total }) => total));
  const ground = layout.linesEnd;
  const scale = (ground - layout.top - CEILING) / highest;
  const heights = columns.map(() => 0);
  for (const mark of STACK) {
    const kind = MARKS.indexOf(mark);
    const least = mark === 'cut' || mark === 'timed-out' ? LEAST_LOST : 0;
    context.fillStyle = palette.marks[mark];
    for (const [at, column] of columns.entries()) {
      const count = column.counts[kind] ?? 0;
      if (count === 0) continue;
      const height = Math.max(least, count * scale);
      const base = heights[at] ?? 0;
      context.fillRect(layout.x(column.at), ground - base - height, COLUMN - GAP, height);
      heights[at] = base + height;
    }
  }
  const shapesAt = layout.top + SHAPES;
  paintShapes(context, columns, scene, 'timed-out', (x) => clock(context, x, shapesAt, 3.2));
  paintShapes(context, columns, scene, 'cut', (x) => cross(context, x, shapesAt, 3));
  paintShapes(context, columns, scene, 'refused', (x) => ring(context, x, layout.instants));
  context.font = `10.5px ${palette.mono}`;
  context.textAlign = 'left';
  context.fillStyle = palette.faint;
  context.fillText(say('≤ {most} per {time}', { most: grouped(highest), time: time(step) }), 2, layout.captionAt);
}

function paintShapes(
  context: Context,
  columns: readonly Column[],
  { layout, palette }: CrowdScene,
  mark: Mark,
  draw: (x: number) => void,
): void {
  const kind = MARKS.indexOf(mark);
  let last = Number.NEGATIVE_INFINITY;
  context.strokeStyle = palette.marks[mark];
  for (const { at, counts } of columns) {
    const x = layout.x(at) + 1;
    if ((counts[kind] ?? 0) === 0 || x - last < APART) continue;
    draw(x);
    last = x;
  }
}
