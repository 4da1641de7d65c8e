import type { RequestRow } from '#protocol/request.ts';
import type { Slots } from './slots.ts';
import { isInstant } from './slots.ts';
import type { Window } from './window.ts';

const TOP = 20;
const CAPTION = 12;
/** From the drawing's lower edge up, in CSS pixels. */
const AXIS = 21;
const EVENTS = 26;
const INSTANTS = 39;
const LINES_END = 48;
const WIDEST_PITCH = 20;
/** A request that took next to no time must still be seen and pointed at. */
const LEAST_WIDTH = 4;

/** Where things stand on a lane's drawing, in CSS pixels. */
export interface Layout {
  width: number;
  /** The base line of the names above the requests. */
  captionAt: number;
  top: number;
  /** Requests are drawn down to here. */
  linesEnd: number;
  /** The middle of what has no length: refused, never sent, not yet connected. */
  instants: number;
  /** The middle of the events' strip. */
  events: number;
  axis: number;
  thickness: number;
  x(runTime: number): number;
  time(x: number): number;
  y(slot: number): number;
}

export function layoutOf(
  { width, height }: { width: number; height: number },
  window: Window,
  origin: number,
  lines: number,
): Layout {
  const scale = width / (window.to - window.from);
  const room = height - LINES_END - TOP;
  const pitch = Math.max(2, Math.min(WIDEST_PITCH, room / Math.max(1, lines)));
  const fitting = Math.max(1, Math.floor(room / pitch));
  return {
    width,
    captionAt: CAPTION,
    top: TOP,
    linesEnd: height - LINES_END,
    instants: height - INSTANTS,
    events: height - EVENTS,
    axis: height - AXIS,
    thickness: Math.max(1.5, Math.min(7, pitch * 0.62)),
    x: (runTime) => (runTime - origin - window.from) * scale,
    time: (x) => x / scale + window.from + origin,
    // More lines than there are pixels share them.
    y: (slot) => TOP + pitch * ((slot % fitting) + 0.5),
  };
}

/** The box of a request's mark: hollow circles and dashes stand at their due time, bars reach to their end. */
export function markBox(row: RequestRow, layout: Layout, slots: Slots, now: number) {
  const left = layout.x(row.dueAt);
  if (isInstant(row)) return { left: left - 4, right: left + 4, y: layout.instants };
  const right = layout.x(row.endedAt ?? now);
  return { left, right: Math.max(left + LEAST_WIDTH, right), y: layout.y(slots.of(row.number)) };
}
