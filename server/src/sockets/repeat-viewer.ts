import type { RepeatView } from '#protocol/repeat.ts';
import type { WatchableRepeat } from '../runs/watchable-repeat.ts';

/** Changes are gathered: the end of a trial and the beginning of the next come together. */
const GATHER_MS = 50;

/** One viewer of one repeat. It is sent the whole view when that has changed, and nothing while one is not acknowledged. */
export class RepeatViewer {
  readonly #repeat: WatchableRepeat;
  readonly #send: (view: RepeatView, acknowledged: () => void) => void;
  readonly #unsubscribe: () => void;
  #version: number;
  #timer: NodeJS.Timeout | null = null;
  #awaiting = false;
  #closed = false;

  /** The viewer has the view of this moment: what is sent is what changes after it. */
  constructor(repeat: WatchableRepeat, send: (view: RepeatView, acknowledged: () => void) => void) {
    this.#repeat = repeat;
    this.#send = send;
    this.#version = repeat.version;
    this.#unsubscribe = repeat.subscribe(() => this.#schedule());
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#timer !== null || this.#awaiting || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#advance();
    }, GATHER_MS);
  }

  #advance(): void {
    if (this.#repeat.version === this.#version) return;
    this.#version = this.#repeat.version;
    this.#awaiting = true;
    this.#send(this.#repeat.view(), () => {
      this.#awaiting = false;
      this.#schedule();
    });
  }
}
