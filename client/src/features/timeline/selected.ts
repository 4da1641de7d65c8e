import type { LaneId } from '#protocol/ids.ts';

/** What can be pointed out: a request, by its number in every lane, or an event of one lane. */
export type Target = { request: number } | { laneId: LaneId; event: string };

/**
 * What the lanes of a run point out together: they were due the same requests. What the pointer passes over is shown for that
 * long; what was chosen stays until it is let go. A request that was chosen is not given up for a pointer that moves on; an event, which
 * stands in one lane's log, leaves the marks of all lanes to the pointer, and is shown again behind it.
 */
export class Selected {
  readonly #listeners = new Set<() => void>();
  #target: Target | null = null;
  #chosen: Target | null = null;

  /** The number of the request. */
  get request(): number | null {
    return this.#target !== null && 'request' in this.#target ? this.#target.request : null;
  }

  /** The event of a lane. */
  event(laneId: LaneId): string | null {
    const target = this.#target;
    return target !== null && 'event' in target && target.laneId === laneId ? target.event : null;
  }

  /** Whether it stays when the pointer moves on. */
  get isChosen(): boolean {
    return this.#chosen !== null && this.#target === this.#chosen;
  }

  /** Differs between any two targets. */
  get key(): string {
    return JSON.stringify(this.#target);
  }

  choose(target: Target | null): void {
    const wasChosen = this.isChosen;
    this.#chosen = target;
    this.#show(target, wasChosen);
  }

  passOver(target: Target | null): void {
    if (this.#chosen === null || 'event' in this.#chosen) this.#show(target ?? this.#chosen, this.isChosen);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #show(target: Target | null, wasChosen: boolean): void {
    const before = this.key;
    this.#target = target;
    if (before === this.key && wasChosen === this.isChosen) return;
    for (const listener of this.#listeners) listener();
  }
}
