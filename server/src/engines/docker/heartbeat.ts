import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { EngineLostError } from '../../errors.ts';

/** When the engine is asked whether it is there, and from when on its silence counts; all times in milliseconds. */
export interface Rhythm {
  /** Between an answer and the next question. */
  restMs: number;
  /** How long an answer may take. */
  patienceMs: number;
  /** So many questions in a row that get no answer, and it is lost. */
  misses: number;
}

/**
 * A ping touches neither disk nor containers. On two cores with a load of 20 it was answered after 1 to 2 s: three times that, twice
 * in a row, is not slowness any more. So silence is found out within 2 + 2 × 3 s.
 */
const RHYTHM: Rhythm = { restMs: 2_000, patienceMs: 3_000, misses: 2 };

/** For as long as it is held, the engine is asked whether it is there. */
export interface Hold {
  /** Aborted, with an EngineLostError, when the engine was found to hang meanwhile. */
  readonly lost: AbortSignal;
  /** Safe to call twice. */
  release(): void;
}

/**
 * Finds out that an engine hangs: one that takes connections and answers nothing breaks no stream and fails no call, and whoever
 * waits for it would wait for ever. It is asked only while somebody waits for it or has a container on it. One that breaks a
 * connection off or refuses it is no concern of this: streams and calls tell that themselves.
 */
export class Heartbeat implements Disposable {
  readonly #ping: () => Promise<unknown>;
  readonly #asLost: (seen: Said) => EngineLostError;
  readonly #onLost: (error: EngineLostError) => void;
  readonly #rhythm: Rhythm;
  #watch: Watch | null = null;

  /**
   * @param asLost makes the error of what was observed
   * @param onLost called once for each time that the engine is lost, before the holds hear of it
   */
  constructor(
    ping: () => Promise<unknown>,
    asLost: (seen: Said) => EngineLostError,
    onLost: (error: EngineLostError) => void,
    rhythm = RHYTHM,
  ) {
    this.#ping = ping;
    this.#asLost = asLost;
    this.#onLost = onLost;
    this.#rhythm = rhythm;
  }

  hold(): Hold {
    const watch = this.#watch ?? this.#begin();
    return watch.hold(() => {
      if (this.#watch === watch) this.#watch = null;
    });
  }

  /** Settles as the work does, or rejects with EngineLostError when the engine hangs; what the work comes to then is nobody's concern. */
  async during<T>(work: (lost: AbortSignal) => Promise<T>): Promise<T> {
    const { lost, release } = this.hold();
    const over = new AbortController();
    const hangs = new Promise<never>((_, reject) => {
      lost.addEventListener('abort', () => reject(lost.reason), { once: true, signal: over.signal });
    });
    try {
      return await Promise.race([work(lost), hangs]);
    } finally {
      over.abort();
      release();
    }
  }

  /** Asks no more. */
  [Symbol.dispose](): void {
    this.#watch?.over.abort();
    this.#watch = null;
  }

  #begin(): Watch {
    const watch = new Watch();
    this.#watch = watch;
    void this.#listen(watch);
    return watch;
  }

  /** Never rejects. */
  async #listen(watch: Watch): Promise<void> {
    const { restMs, patienceMs, misses } = this.#rhythm;
    const { signal } = watch.over;
    for (let missed = 0; missed < misses; ) {
      missed = (await this.#isSilent(signal)) ? missed + 1 : 0;
      if (missed === 0) await sleep(restMs, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
    }
    if (this.#watch === watch) this.#watch = null;
    const values = { misses, seconds: patienceMs / 1000 };
    const error = this.#asLost(said('it left {misses} questions unanswered for {seconds} s each', values));
    this.#onLost(error);
    watch.lost.abort(error);
  }

  async #isSilent(abortSignal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const signal = AbortSignal.any([abortSignal, over.signal]);
    const answered = this.#ping().then(
      () => false,
      // "No" is an answer, and a connection that broke is no silence.
      () => false,
    );
    const silent = sleep(this.#rhythm.patienceMs, undefined, { signal, ref: false })
      // Where this process itself was held up, the answer may lie there unread: it is read before the next turn.
      .then(() => turn())
      .then(() => true)
      .catch(() => false);
    try {
      return await Promise.race([answered, silent]);
    } finally {
      over.abort();
    }
  }
}

/** One time of listening, from the first hold to the last release or the loss. */
class Watch {
  readonly lost = new AbortController();
  readonly over = new AbortController();
  #holders = 0;

  hold(onIdle: () => void): Hold {
    this.#holders += 1;
    let isHeld = true;
    const release = () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holders -= 1;
      if (this.#holders > 0) return;
      this.over.abort();
      onIdle();
    };
    return { lost: this.lost.signal, release };
  }
}
