import type { RequestRow } from '#protocol/request.ts';
import { markBox } from './layout.ts';
import type { MarkScene } from './paint-marks.ts';

type Context = CanvasRenderingContext2D;

/**
 * Rings the selected request.
 * @param inCrowd whether it is one of many in a column: then a line shows where
 */
export function paintSelection(context: Context, row: RequestRow, scene: MarkScene, inCrowd: boolean): void {
  const { layout, slots, palette, now } = scene;
  const { left, right, y } = markBox(row, layout, slots, now);
  const x = layout.x(row.dueAt);
  context.strokeStyle = palette.text;
  if (inCrowd) {
    dashedLine(context, x, layout.top, layout.axis);
    return;
  }
  const reach = Math.max(5, layout.thickness / 2 + 3.5);
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(left - 4, y - reach, right - left + 8, reach * 2, 5);
  context.stroke();
  dashedLine(context, left, y + reach, layout.axis);
}

export function dashedLine(context: Context, x: number, from: number, to: number): void {
  context.setLineDash([2, 3]);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, from);
  context.lineTo(x, to);
  context.stroke();
  context.setLineDash([]);
}
