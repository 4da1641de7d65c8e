/** Work that several callers wait for, each as long as it likes: it is aborted when the last of them has gone. */
export class SharedJob {
  readonly #abort = new AbortController();
  readonly #done: Promise<void>;
  #waiting = 0;

  constructor(work: (abortSignal: AbortSignal) => Promise<void>) {
    this.#done = work(this.#abort.signal);
    // Whoever waits hears of a failure; nobody may wait any more.
    this.#done.catch(() => {});
  }

  /** Whether everybody has gone: the work is being aborted, and a new caller would share its failure. */
  get isGivenUp(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Resolves when the work has come to its end, whichever. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#done]);
  }

  /** Settles with the work. @throws AbortError when the caller’s own signal comes first */
  async wait(abortSignal: AbortSignal): Promise<void> {
    abortSignal.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(abortSignal.reason);
    abortSignal.addEventListener('abort', giveUp, { once: true });
    this.#waiting += 1;
    try {
      await Promise.race([this.#done, aborted]);
    } finally {
      abortSignal.removeEventListener('abort', giveUp);
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#abort.abort();
    }
  }
}
