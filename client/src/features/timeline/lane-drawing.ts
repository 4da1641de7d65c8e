import type { LaneId } from '#protocol/ids.ts';
import type { RequestRow } from '#protocol/request.ts';
import { layoutOf, markBox } from './layout.ts';
import { paintAxis, paintEvents } from './paint-frame.ts';
import { paintMarks, paintSelection } from './paint-marks.ts';
import type { Palette } from './palette.ts';
import { readPalette } from './palette.ts';
import { isInstant, Slots } from './slots.ts';
import type { TimeAxis } from './time-axis.ts';
import { visibleRange } from './visible.ts';

/** Where a lane's requests come from, outside of React. */
export interface RowSource {
  readonly all: readonly RequestRow[];
  row(number: number): RequestRow | undefined;
  subscribe(listener: (changed: readonly RequestRow[]) => void): () => void;
}

/** A pointer this near to a mark means it, in CSS pixels. */
const NEAR = 9;

/** Draws one lane's requests on a canvas, when something changed and not otherwise. */
export class LaneDrawing {
  readonly #canvas: HTMLCanvasElement;
  readonly #laneId: LaneId;
  readonly #rows: RowSource;
  readonly #axis: TimeAxis;
  readonly #slots = new Slots();
  readonly #cleanUp: (() => void)[];
  #palette: Palette;
  #width = 0;
  #height = 0;
  #longest = 0;
  #firstInFlight = 0;

  constructor(canvas: HTMLCanvasElement, laneId: LaneId, rows: RowSource, axis: TimeAxis) {
    this.#canvas = canvas;
    this.#laneId = laneId;
    this.#rows = rows;
    this.#axis = axis;
    this.#palette = readPalette(canvas);
    this.#take(rows.all);
    const resizing = new ResizeObserver(() => this.#resize());
    resizing.observe(canvas);
    this.#cleanUp = [
      () => resizing.disconnect(),
      rows.subscribe((changed) => this.#take(changed)),
      axis.register(() => this.#draw()),
    ];
  }

  dispose(): void {
    for (const clean of this.#cleanUp) clean();
  }

  /** Reads the page's colours anew. */
  recolour(): void {
    this.#palette = readPalette(this.#canvas);
    this.#axis.invalidate();
  }

  /** The request whose mark is nearest to a place on the canvas; null where none is near. */
  at(x: number, y: number): number | null {
    const { rows, range, layout, slots, now } = this.#scene();
    let best: { number: number; distance: number } | null = null;
    for (let index = range[0]; index < range[1]; index++) {
      const row = rows[index];
      if (row === undefined) continue;
      const box = markBox(row, layout, slots, now);
      const aside = Math.max(0, box.left - x, x - box.right);
      const distance = Math.hypot(aside, Math.abs(box.y - y));
      if (distance <= NEAR && (best === null || distance < best.distance)) best = { number: row.number, distance };
    }
    return best?.number ?? null;
  }

  /** The instant at a place on the canvas, relative to the lane's origin. */
  timeAt(x: number): number {
    return this.#scene().layout.time(x) - this.#axis.origin(this.#laneId);
  }

  #take(changed: readonly RequestRow[]): void {
    for (const row of changed) {
      this.#slots.place(row);
      if (row.endedAt !== null) this.#longest = Math.max(this.#longest, row.endedAt - row.dueAt);
    }
    while (this.#rows.all[this.#firstInFlight]?.outcome) this.#firstInFlight += 1;
    this.#axis.invalidate();
  }

  #resize(): void {
    const ratio = devicePixelRatio;
    this.#width = this.#canvas.clientWidth;
    this.#height = this.#canvas.clientHeight;
    this.#canvas.width = Math.round(this.#width * ratio);
    this.#canvas.height = Math.round(this.#height * ratio);
    // Setting a canvas's size empties it: drawn at once, it does not flicker.
    this.#draw();
  }

  #scene() {
    const { window, now, selected } = this.#axis;
    const origin = this.#axis.origin(this.#laneId);
    const rows = this.#rows.all;
    // The oldest request in flight reaches to now, however long it takes.
    const waiting = rows[this.#firstInFlight];
    const longest = Math.max(this.#longest, waiting ? now - waiting.dueAt : 0) + 50;
    const range = visibleRange(rows, origin + window.from, origin + window.to, longest);
    const layout = layoutOf({ width: this.#width, height: this.#height }, window, origin, this.#linesOf(rows, range));
    return { rows, range, slots: this.#slots, layout, palette: this.#palette, now, selected, origin, window };
  }

  /** How many lines the visible requests stand on: a crowd that has passed does not squeeze the rest. */
  #linesOf(rows: readonly RequestRow[], [first, end]: [number, number]): number {
    let lines = 0;
    for (let index = first; index < end; index++) {
      const row = rows[index];
      if (row !== undefined && !isInstant(row)) lines = Math.max(lines, this.#slots.of(row.number) + 1);
    }
    return lines;
  }

  #draw(): void {
    const context = this.#canvas.getContext('2d');
    if (context === null || this.#width === 0) return;
    const scene = this.#scene();
    const ratio = this.#canvas.width / this.#width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.#width, this.#height);
    paintAxis(context, scene.layout, scene.window, scene.origin, scene.palette);
    const lane = this.#axis.times.lanes.find(({ id }) => id === this.#laneId);
    if (lane) paintEvents(context, scene.layout, lane, scene.now, scene.palette);
    paintMarks(context, scene);
    paintSelection(context, scene);
  }
}
