import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';

/** So many commands of one run are carried out at once, and are begun within a window; a person types slower. */
const MAX_AT_ONCE = 8;
const MAX_IN_WINDOW = 60;
const WINDOW_MS = 10_000;

/** Keeps the commands of one run to a pace that neither the engine nor its containers feel. */
export class Pace {
  readonly #now: () => number;
  #atOnce = 0;
  #begun: number[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A command begins; disposing the answer ends it. @throws LabError `too-many-commands` */
  begin(): Disposable {
    const now = this.#now();
    this.#begun = this.#begun.filter((at) => now - at < WINDOW_MS);
    if (this.#atOnce >= MAX_AT_ONCE || this.#begun.length >= MAX_IN_WINDOW) {
      throw new LabError('too-many-commands', said('Too many commands at once: wait a few seconds, then try again.'));
    }
    this.#begun.push(now);
    this.#atOnce += 1;
    let isOver = false;
    return {
      [Symbol.dispose]: () => {
        if (!isOver) this.#atOnce -= 1;
        isOver = true;
      },
    };
  }
}
