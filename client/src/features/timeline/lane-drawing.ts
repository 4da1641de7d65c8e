import type { LaneId } from '#protocol/ids.ts';
import type { RequestRow } from '#protocol/request.ts';
import { firstDueFrom } from './first-due.ts';
import type { LaneEvents } from './lane-events.ts';
import { layoutOf, markBox } from './layout.ts';
import { paintCrowd } from './paint-crowd.ts';
import { paintEventStrip } from './paint-events.ts';
import { paintAxis, paintMoments, paintReplay } from './paint-frame.ts';
import { paintMarks } from './paint-marks.ts';
import { paintSelection } from './paint-selection.ts';
import type { Palette } from './palette.ts';
import { readPalette } from './palette.ts';
import { RowIndex } from './row-index.ts';
import { RowSpans } from './row-spans.ts';
import type { Target } from './selected.ts';
import { isInstant, Slots } from './slots.ts';
import type { TimeAxis } from './time-axis.ts';

/** Where a lane's requests come from, outside of React. */
export interface RowSource {
  readonly all: readonly RequestRow[];
  row(number: number): RequestRow | undefined;
  subscribe(listener: (changed: readonly RequestRow[]) => void): () => void;
}

/** A pointer this near to a mark means it, in CSS pixels. */
const NEAR = 9;
/** More requests than this for each CSS pixel of width cannot be told apart: they are drawn as a crowd. */
const CROWD = 6;

/** Draws one lane's requests on a canvas, when something changed and not otherwise. */
export class LaneDrawing {
  readonly #canvas: HTMLCanvasElement;
  readonly #laneId: LaneId;
  readonly #rows: RowSource;
  readonly #events: LaneEvents;
  readonly #axis: TimeAxis;
  readonly #slots = new Slots();
  readonly #index: RowIndex;
  readonly #spans: RowSpans;
  readonly #cleanUp: (() => void)[];
  #palette: Palette;
  #width = 0;
  #height = 0;

  constructor(canvas: HTMLCanvasElement, laneId: LaneId, rows: RowSource, events: LaneEvents, axis: TimeAxis) {
    this.#canvas = canvas;
    this.#laneId = laneId;
    this.#rows = rows;
    this.#events = events;
    this.#axis = axis;
    this.#index = new RowIndex(rows);
    this.#spans = new RowSpans(rows);
    this.#palette = readPalette(canvas);
    this.#take(rows.all);
    const resizing = new ResizeObserver(() => this.#resize());
    resizing.observe(canvas);
    this.#cleanUp = [
      () => resizing.disconnect(),
      rows.subscribe((changed) => this.#take(changed)),
      events.subscribe(() => axis.invalidate()),
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

  /** What stands at a place on the canvas; null where nothing is near. */
  at(x: number, y: number): Target | null {
    const { layout, shown, now } = this.#scene();
    if (y > layout.events - NEAR / 2) return this.#eventAt(x);
    if (shown === null) return this.#inCrowdAt(x);
    let best: { request: number; distance: number } | null = null;
    for (const row of shown) {
      const box = markBox(row, layout, this.#slots, now);
      const aside = Math.max(0, box.left - x, x - box.right);
      const distance = Math.hypot(aside, Math.abs(box.y - y));
      if (distance <= NEAR && (best === null || distance < best.distance)) best = { request: row.number, distance };
    }
    return best && { request: best.request };
  }

  /** The instant at a place on the canvas, relative to the lane's origin. */
  timeAt(x: number): number {
    return this.#scene().layout.time(x) - this.#axis.origin(this.#laneId);
  }

  #eventAt(x: number): Target | null {
    const { layout } = this.#scene();
    const distance = (at: number) => Math.abs(layout.x(at) - x);
    const near = this.#events.told.filter(({ at }) => distance(at) <= NEAR);
    const [nearest] = near.sort((one, other) => distance(one.at) - distance(other.at));
    return nearest === undefined ? null : { laneId: this.#laneId, event: nearest.id };
  }

  /** In a crowd what was lost goes before what was not: it is what one looks for. */
  #inCrowdAt(x: number): Target | null {
    const { layout } = this.#scene();
    const rows = this.#rows.all;
    const first = firstDueFrom(rows, layout.time(x - 2));
    const end = Math.min(this.#index.length, firstDueFrom(rows, layout.time(x + 2)));
    if (end <= first) return null;
    const request = this.#index.firstLost(first, end) ?? rows[first]?.number;
    return request === undefined ? null : { request };
  }

  #take(changed: readonly RequestRow[]): void {
    for (const row of changed) if (row !== undefined) this.#slots.place(row);
    this.#index.touch(changed);
    this.#spans.touch(changed);
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
    const { window, now } = this.#axis;
    const origin = this.#axis.origin(this.#laneId);
    const [from, to] = [origin + window.from, origin + window.to];
    const shown = this.#spans.within(from, to, this.#width * CROWD);
    const size = { width: this.#width, height: this.#height };
    const layout = layoutOf(size, window, origin, this.#linesOf(shown ?? []));
    return { shown, slots: this.#slots, layout, palette: this.#palette, now, origin, window };
  }

  /** How many lines the visible requests stand on: a crowd that has passed does not squeeze the rest. */
  #linesOf(rows: readonly RequestRow[]): number {
    let lines = 0;
    for (const row of rows) if (!isInstant(row)) lines = Math.max(lines, this.#slots.of(row.number) + 1);
    return lines;
  }

  #draw(): void {
    const context = this.#canvas.getContext('2d');
    if (context === null || this.#width === 0) return;
    const scene = this.#scene();
    const { layout, palette, shown } = scene;
    const { selected } = this.#axis;
    const ratio = this.#canvas.width / this.#width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.#width, this.#height);
    paintAxis(context, layout, scene.window, scene.origin, palette);
    const lane = this.#axis.times.lanes.find(({ id }) => id === this.#laneId);
    if (lane) paintMoments(context, layout, lane, scene.now, palette);
    if (shown === null) paintCrowd(context, { rows: this.#rows.all, index: this.#index, layout, palette });
    else paintMarks(context, shown, scene);
    const row = selected.request === null ? undefined : this.#rows.row(selected.request);
    if (row !== undefined) paintSelection(context, row, scene, shown === null);
    const { told, routine } = this.#events;
    const event = this.#events.find(selected.event(this.#laneId));
    paintEventStrip(context, { told, routine, selected: event, layout, palette });
    const replay = this.#axis.replay.state;
    if (replay !== null) paintReplay(context, layout, scene.origin + replay.at, palette);
  }
}
