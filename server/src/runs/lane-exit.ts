import { faultRequest } from '#protocol/exit-meaning.ts';
import type { Exit } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { ContainerExit, RunningContainer } from '../engines/engine.ts';
import { describeExit } from './exit-text.ts';
import type { RunClock } from './run-clock.ts';
import type { SentTerminations } from './sent-terminations.ts';

/** How a lane's container ended, and whether its restart policy brought it back. Times are milliseconds on the run's clock. */
export class LaneExit {
  readonly #clock: RunClock;
  #exit: Exit | null = null;
  #exitedAt: number | null = null;
  #cameBackAt: number | null = null;
  #awaitsReturn = false;

  constructor(clock: RunClock) {
    this.#clock = clock;
  }

  /** Null while it has not ended, and for ever where the lab removed it before it had. */
  get exit(): Exit | null {
    return this.#exit;
  }

  get exitedAt(): number | null {
    return this.#exitedAt;
  }

  /** When it answered again; null where it did not. */
  get cameBackAt(): number | null {
    return this.#cameBackAt;
  }

  /** Whether its restart policy starts it again, and it does not answer yet. */
  get awaitsReturn(): boolean {
    return this.#awaitsReturn;
  }

  /** Takes what the engine says of the end, and counts it from what the lane was sent. @returns the exit in words */
  take({ endedAt, signalledAt, restarts, ...exit }: ContainerExit, sent: SentTerminations): Said {
    this.#exitedAt = this.#clock.at(endedAt);
    this.#awaitsReturn = restarts;
    // Somebody outside sent the signal: the engine's word says when, where it saw it.
    if (exit.endedBy === 'outside' && signalledAt !== null) sent.addFromOutside(this.#clock.at(signalledAt));
    const faultAt = sent.first?.kind === 'fault' ? sent.firstAt : null;
    // No engine knows of that request.
    this.#exit = faultAt === null ? exit : { ...exit, durationMs: this.#exitedAt - faultAt };
    return describeExit(this.#exit, faultAt === null ? signalOrStart(signalledAt) : faultRequest(exit));
  }

  /** Waits until a container that its restart policy starts again answers, or is known not to. @returns whether it does */
  async awaitReturn(container: RunningContainer): Promise<boolean> {
    const isBack = (await container.cameBack) !== null;
    this.#awaitsReturn = false;
    if (isBack) this.#cameBackAt = this.#clock.now();
    return isBack;
  }
}

function signalOrStart(signalledAt: number | null): Said {
  return said(signalledAt === null ? 'its start' : 'the signal');
}
