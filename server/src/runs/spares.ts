import type { Run } from './run.ts';

/** How long a spare run outlives its last viewer, in milliseconds: a page that is loaded anew finds the lab faster than that. */
const UNWATCHED_MS = 5_000;
/** How long containers wait for a learner who has the page open and does nothing, in milliseconds. */
const IDLE_MS = 15 * 60_000;

/** What a spare needs of a run. */
export type SpareRun = Pick<Run, 'id' | 'isUntouched' | 'subscribe'>;

interface Spare<R> {
  run: R;
  viewers: number;
  unwatched: NodeJS.Timeout | null;
  readonly idle: NodeJS.Timeout;
  readonly unsubscribe: () => void;
}

/**
 * Runs that were prepared ahead of the learner's start, so that the start itself need not wait for containers. A run is a spare
 * until something is done with it; one that nobody looks at, or that waits for too long, is given up.
 */
export class Spares<R extends SpareRun = Run> {
  readonly #giveUp: (run: R) => void;
  readonly #spares = new Map<string, Spare<R>>();

  /** @param giveUp removes a run; it must not reject */
  constructor(giveUp: (run: R) => void) {
    this.#giveUp = giveUp;
  }

  hold(run: R): void {
    const unsubscribe = run.subscribe(() => {
      if (!run.isUntouched) this.#release(run.id);
    });
    const idle = setTimeout(() => this.#discard(run.id), IDLE_MS).unref();
    const spare: Spare<R> = { run, viewers: 0, unwatched: null, idle, unsubscribe };
    this.#spares.set(run.id, spare);
    this.#countDown(spare);
  }

  /** Takes note of a viewer; the answer ends it. Watching a run that is no spare changes nothing. */
  watch(runId: string): () => void {
    const spare = this.#spares.get(runId);
    if (spare === undefined) return () => undefined;
    spare.viewers += 1;
    if (spare.unwatched !== null) clearTimeout(spare.unwatched);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      spare.viewers -= 1;
      if (spare.viewers === 0 && this.#spares.has(runId)) this.#countDown(spare);
    };
  }

  /** Gives up the spare that has waited for the longest, to make room. @returns whether there was one */
  discardOldest(): boolean {
    const [oldest] = this.#spares.keys();
    if (oldest !== undefined) this.#discard(oldest);
    return oldest !== undefined;
  }

  #countDown(spare: Spare<R>): void {
    spare.unwatched = setTimeout(() => this.#discard(spare.run.id), UNWATCHED_MS).unref();
  }

  #discard(runId: string): void {
    const spare = this.#spares.get(runId);
    this.#release(runId);
    if (spare !== undefined) this.#giveUp(spare.run);
  }

  /** It is a run like any other from now on. */
  #release(runId: string): void {
    const spare = this.#spares.get(runId);
    if (spare === undefined) return;
    this.#spares.delete(runId);
    spare.unsubscribe();
    clearTimeout(spare.idle);
    if (spare.unwatched !== null) clearTimeout(spare.unwatched);
  }
}
