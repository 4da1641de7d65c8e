import type { LaneState } from '#protocol/lane.ts';
import type { PrepareProgress } from '../engines/engine.ts';
import type { LabError } from '../errors.ts';

/** Where a lane stands on its way from preparing to its end. */
export class LaneStanding {
  #state: LaneState = 'preparing';
  #progress: PrepareProgress | null = null;
  #error: LabError | null = null;
  #hasEnded = false;

  get state(): LaneState {
    return this.#state;
  }

  /** As far as sending goes: `exited` as soon as the container has ended, though its log is still being read. */
  get sendingState(): LaneState {
    return this.#hasEnded && this.#state !== 'failed' ? 'exited' : this.#state;
  }

  /** The step of its preparation; null once that is over. */
  get progress(): PrepareProgress | null {
    return this.#progress;
  }

  /** Why it failed. */
  get error(): LabError | null {
    return this.#error;
  }

  /** A step of one container's preparation; it may go on after another one's has failed. */
  prepares(step: PrepareProgress): void {
    if (this.#state === 'preparing') this.#progress = step;
  }

  /** Its containers answer. */
  ready(): void {
    this.#progress = null;
    this.#state = 'ready';
  }

  /** Its traffic begins. */
  begin(): void {
    if (this.#state === 'ready') this.#state = 'running';
  }

  /** It is told to end. @returns puts it back to where it was, unless it has gone on meanwhile */
  drain(): () => void {
    const before = this.#state;
    this.#state = 'draining';
    return () => {
      if (this.#state === 'draining') this.#state = before;
    };
  }

  /** Its container has ended: nothing can be sent any more. `exited` follows when the log was read. */
  containerEnded(): void {
    this.#hasEnded = true;
  }

  exited(): void {
    this.#progress = null;
    this.#state = 'exited';
  }

  /** @returns whether that is news: what failed before has its reason already */
  fail(error: LabError): boolean {
    if (this.#state === 'failed') return false;
    this.#state = 'failed';
    this.#progress = null;
    this.#error = error;
    return true;
  }
}
