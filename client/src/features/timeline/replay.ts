import type { Window } from './window.ts';

/** Between two steps for who wants less motion, in milliseconds. */
const CALM_STEP_MS = 500;

/** How fast a run can be replayed, against its own time. */
export const SPEEDS = [1, 0.25] as const;
export type Speed = (typeof SPEEDS)[number];

/** Where a replay stands. */
export interface ReplayState {
  /** The instant that is shown, relative to each lane's own origin, in milliseconds. */
  at: number;
  playing: boolean;
  speed: Speed;
}

/** A run that is over, shown again: an instant that moves along the axis of all its lanes. */
export class Replay {
  readonly #calm: () => boolean;
  readonly #span: () => Window;
  readonly #listeners = new Set<() => void>();
  #state: ReplayState | null = null;
  #frame: number | null = null;
  #steppedAt = 0;

  /**
   * @param calm whether the person at the page wants less motion
   * @param span from the run's first instant to its last
   */
  constructor(calm: () => boolean, span: () => Window) {
    this.#calm = calm;
    this.#span = span;
  }

  /** Null while nothing is replayed. */
  get state(): ReplayState | null {
    return this.#state;
  }

  get span(): Window {
    return this.#span();
  }

  /** Begins to play; at the end of the run, from its beginning. */
  play(): void {
    const { from, to } = this.#span();
    const at = this.#state?.at ?? from;
    this.#set({ at: at >= to ? from : at, playing: true, speed: this.#state?.speed ?? 1 });
    this.#steppedAt = performance.now();
    this.#frame ??= requestAnimationFrame(() => this.#step());
  }

  pause(): void {
    if (this.#state !== null) this.#set({ ...this.#state, playing: false });
  }

  /** Goes to an instant and stays there. */
  seek(at: number): void {
    const { from, to } = this.#span();
    this.#set({ speed: 1, ...this.#state, at: Math.min(to, Math.max(from, at)), playing: false });
  }

  /** Goes on from where it is by so much; where nothing is replayed, from the signal. */
  step(by: number): void {
    this.seek((this.#state?.at ?? 0) + by);
  }

  setSpeed(speed: Speed): void {
    if (this.#state !== null) this.#set({ ...this.#state, speed });
  }

  /** Shows all that happened again. */
  stop(): void {
    this.#set(null);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #step(): void {
    this.#frame = null;
    if (this.#state === null || !this.#state.playing) return;
    const now = performance.now();
    const passed = now - this.#steppedAt;
    if (!this.#calm() || passed >= CALM_STEP_MS) {
      this.#steppedAt = now;
      const { to } = this.#span();
      const at = this.#state.at + passed * this.#state.speed;
      this.#set({ ...this.#state, at: Math.min(at, to), playing: at < to });
    }
    this.#frame = requestAnimationFrame(() => this.#step());
  }

  #set(state: ReplayState | null): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
