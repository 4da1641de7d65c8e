import type { LaneId } from '#protocol/ids.ts';
import type { RunTimes } from './lane-times.ts';
import { Replay } from './replay.ts';
import { Selected } from './selected.ts';
import type { Window } from './window.ts';
import { fittingWindow, laneOrigin, moved, wholeWindow, zoomed } from './window.ts';

/** The share of the way to where the window should be that each frame goes: arrived in about a quarter of a second. */
const EASE = 0.22;
/** About as wide as a lane is drawn: while only the time moves, a picture that moves by less than half a pixel is not drawn. */
const PIXELS = 500;
/** Between two pictures of a moving axis for who wants less motion, in milliseconds. */
const CALM_STEP_MS = 500;

const STILL: RunTimes = { lanes: [], startedAt: null, endedAt: null, live: false };

/** The one time axis of a run's lanes: every lane draws the same stretch about its own signal. */
export class TimeAxis {
  readonly #clock: () => number;
  readonly #calm: () => boolean;
  readonly #drawings = new Set<() => void>();
  readonly #listeners = new Set<() => void>();
  #times = STILL;
  #window: Window = fittingWindow(STILL, 0);
  /** Set while the learner looks at a stretch of their own. */
  #chosen: Window | null = null;
  #now = 0;
  #frame: number | null = null;
  /** Set when something other than the time changed since the last picture. */
  #changed = true;
  /** What every lane points out. */
  readonly selected = new Selected();
  readonly replay: Replay;

  /**
   * @param clock the run's clock
   * @param calm whether the person at the page wants less motion
   */
  constructor(clock: () => number, calm: () => boolean) {
    this.#clock = clock;
    this.#calm = calm;
    this.selected.subscribe(() => this.invalidate());
    this.replay = new Replay(calm, () => wholeWindow(this.#times, this.#now));
    this.replay.subscribe(() => this.#onReplay());
  }

  get window(): Window {
    return this.#window;
  }

  get now(): number {
    return this.#now;
  }

  get times(): RunTimes {
    return this.#times;
  }

  get isChosen(): boolean {
    return this.#chosen !== null;
  }

  setTimes(times: RunTimes): void {
    const could = this.canReplay;
    this.#times = times;
    if (could !== this.canReplay) this.#tell();
    else this.invalidate();
  }

  origin(laneId: LaneId): number {
    const index = this.#times.lanes.findIndex(({ id }) => id === laneId);
    return laneOrigin(this.#times, index, this.#now);
  }

  zoom(factor: number, about = (this.#window.from + this.#window.to) / 2): void {
    this.#choose(zoomed(this.#window, factor, about));
  }

  move(by: number): void {
    this.#choose(moved(this.#window, by));
  }

  /** Shows an instant that lies outside. */
  reveal(at: number): void {
    const { from, to } = this.#window;
    if (at < from || at > to) this.move(at - (from + to) / 2);
  }

  showAll(): void {
    this.#choose(wholeWindow(this.#times, this.#now));
  }

  /** Whether nothing of the run can change any more, and there is something to show again. */
  get canReplay(): boolean {
    return !this.#times.live && this.#times.startedAt !== null && this.#times.endedAt !== null;
  }

  /** Follows the run again. */
  follow(): void {
    this.#choose(null);
  }

  /** Draws with the next frame. */
  invalidate(): void {
    this.#changed = true;
    this.#schedule();
  }

  #schedule(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  /** Adds a lane's drawing; the answer takes it away. */
  register(drawing: () => void): () => void {
    this.#drawings.add(drawing);
    this.invalidate();
    return () => this.#drawings.delete(drawing);
  }

  /** Calls back when the choice of a stretch changed, or whether the run can be replayed. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #onReplay(): void {
    const { state } = this.replay;
    if (state !== null) this.reveal(state.at);
    this.invalidate();
  }

  #choose(window: Window | null): void {
    this.#chosen = window;
    if (window !== null) this.#window = window;
    this.#tell();
  }

  #tell(): void {
    this.invalidate();
    for (const listener of this.#listeners) listener();
  }

  #draw(): void {
    this.#frame = null;
    const calm = this.#calm();
    const clock = this.#clock();
    const now = calm ? Math.floor(clock / CALM_STEP_MS) * CALM_STEP_MS : clock;
    const halfPixel = (this.#window.to - this.#window.from) / PIXELS / 2;
    if (!this.#changed && Math.abs(now - this.#now) < halfPixel) {
      this.#schedule();
      return;
    }
    this.#changed = false;
    this.#hold(now - this.#now);
    this.#now = now;
    const arrived = this.#ease(calm);
    for (const drawing of this.#drawings) drawing();
    if (this.#drawings.size === 0) return;
    if (!arrived) this.invalidate();
    else if (this.#times.live) this.#schedule();
  }

  /** A stretch of the past that the learner looks at stays where it is while now moves on. */
  #hold(passed: number): void {
    const followsNow = this.#times.lanes.every(({ terminatedAt }) => terminatedAt === null);
    if (this.#chosen === null || this.#chosen.to >= 0 || !this.#times.live || !followsNow) return;
    this.#chosen = moved(this.#chosen, -passed);
  }

  /** Moves the window towards where it should be. @returns whether it is there */
  #ease(calm: boolean): boolean {
    const target = this.#chosen ?? fittingWindow(this.#times, this.#now);
    const near = Math.abs(target.from - this.#window.from) + Math.abs(target.to - this.#window.to) < 2;
    if (calm || near || this.#chosen !== null) {
      this.#window = target;
      return true;
    }
    this.#window = {
      from: this.#window.from + (target.from - this.#window.from) * EASE,
      to: this.#window.to + (target.to - this.#window.to) * EASE,
    };
    return false;
  }
}
