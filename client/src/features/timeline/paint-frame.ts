import { say } from '#protocol/language/say.ts';
import type { LaneTimes } from './lane-times.ts';
import type { Layout } from './layout.ts';
import type { Palette } from './palette.ts';
import { ticks } from './ticks.ts';
import type { Window } from './window.ts';

type Context = CanvasRenderingContext2D;

/** Room for the names of a wait and of the signal after it, in CSS pixels. */
const WAIT_NAME = 150;

/** Draws what lies behind the requests: the axis, and the time between signal and exit. */
export function paintAxis(context: Context, layout: Layout, window: Window, origin: number, palette: Palette): void {
  context.font = `10.5px ${palette.mono}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette.line;
  context.fillRect(0, layout.axis, layout.width, 1);
  for (const { at, label } of ticks(window, layout.width / 84)) {
    const x = layout.x(origin + at);
    context.fillStyle = palette.edge;
    context.fillRect(x, layout.axis, 1, 4);
    const half = context.measureText(label).width / 2;
    if (x - half < 0 || x + half > layout.width) continue;
    context.fillStyle = palette.faint;
    context.fillText(label, x, layout.axis + 16);
  }
}

/** Draws the signal, the draining time and the exit. */
export function paintMoments(context: Context, layout: Layout, lane: LaneTimes, now: number, palette: Palette): void {
  const { terminatedAt, exitedAt, readinessOffAt, cameBackAt } = lane;
  context.font = `11px ${palette.mono}`;
  context.textBaseline = 'alphabetic';
  if (terminatedAt !== null && (exitedAt !== null || lane.alive)) {
    const left = Math.max(0, layout.x(terminatedAt));
    const right = Math.min(layout.width, layout.x(exitedAt ?? now));
    context.fillStyle = palette.shade;
    if (right > left) context.fillRect(left, layout.top - 6, right - left, layout.axis - layout.top + 6);
  }
  if (readinessOffAt !== null) paintWait(context, layout, readinessOffAt, terminatedAt ?? exitedAt ?? now, palette);
  if (cameBackAt !== null) {
    upright(context, layout, layout.x(cameBackAt), palette.marks.completed, 1.2);
    label(context, layout, say('back'), layout.x(cameBackAt), 'right', palette.marks.completed);
  }
  if (exitedAt !== null) {
    context.setLineDash([3, 3]);
    upright(context, layout, layout.x(exitedAt), palette.mute, 1.2);
    context.setLineDash([]);
    label(context, layout, lane.exitName, layout.x(exitedAt), 'right', palette.mute);
  }
  if (terminatedAt !== null) {
    const colour = lane.isHard ? palette.kill : palette.signal;
    upright(context, layout, layout.x(terminatedAt), colour, 1.6);
    label(context, layout, lane.signalName, layout.x(terminatedAt), 'left', colour);
  }
}

/** The wait between a readiness that was taken back and the signal: a bar at the upper edge, from one to the other. */
function paintWait(context: Context, layout: Layout, from: number, to: number, palette: Palette): void {
  const [left, right] = [layout.x(from), layout.x(to)];
  upright(context, layout, left, palette.faint, 1.2);
  context.fillStyle = palette.faint;
  context.fillRect(left, layout.top - 5, Math.max(0, right - left), 2);
  // Within the bar, as far as it is in sight, and clear of the signal's own name at its end.
  const start = Math.max(0, left) + 6;
  if (right - start < WAIT_NAME) return;
  context.fillStyle = palette.mute;
  context.textAlign = 'left';
  context.fillText(say('not ready'), start, 12);
}

/** Veils what had not happened yet at an instant. */
export function paintReplay(context: Context, layout: Layout, at: number, palette: Palette): void {
  const x = layout.x(at);
  context.globalAlpha = 0.86;
  context.fillStyle = palette.panel;
  const left = Math.max(0, x);
  if (left < layout.width) context.fillRect(left, 0, layout.width - left, layout.axis);
  context.globalAlpha = 1;
  upright(context, layout, x, palette.text, 1.5);
}

function upright(context: Context, layout: Layout, x: number, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x, 5);
  context.lineTo(x, layout.axis);
  context.stroke();
}

/** A name beside its line, on the other side where there is no room. */
function label(
  context: Context,
  layout: Layout,
  text: string,
  x: number,
  side: 'left' | 'right',
  colour: string,
): void {
  const width = context.measureText(text).width;
  const fits = side === 'left' ? x - 6 - width >= 0 : x + 6 + width <= layout.width;
  const onLeft = side === 'left' ? fits : !fits;
  context.fillStyle = colour;
  context.textAlign = onLeft ? 'right' : 'left';
  context.fillText(text, onLeft ? x - 6 : x + 6, 12);
}
