/** Work that several callers wait for: done once, its steps told to all, aborted when the last of them has gone. */
export class SharedWork<Step> {
  readonly #listeners = new Set<(step: Step) => void>();
  readonly #controller = new AbortController();
  readonly #done: Promise<void>;
  #last: Step | null = null;
  #callers = 0;

  constructor(work: (report: (step: Step) => void, abortSignal: AbortSignal) => Promise<void>) {
    this.#done = work((step) => this.#report(step), this.#controller.signal);
    this.#done.catch(() => {}); // told to the callers that are still there
  }

  /** Whether every caller has gone: who comes now must begin anew. */
  get isAbandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Settles as the work does, or rejects with the reason of the caller's own signal. The caller hears the latest step at once. */
  async join(listener: (step: Step) => void, abortSignal: AbortSignal): Promise<void> {
    abortSignal.throwIfAborted();
    const over = new AbortController();
    const aborted = new Promise<never>((_, reject) => {
      abortSignal.addEventListener('abort', () => reject(abortSignal.reason), { once: true, signal: over.signal });
    });
    this.#callers += 1;
    this.#listeners.add(listener);
    if (this.#last !== null) listener(this.#last);
    try {
      await Promise.race([this.#done, aborted]);
    } finally {
      over.abort();
      this.#listeners.delete(listener);
      this.#callers -= 1;
      if (this.#callers === 0) this.#controller.abort();
    }
  }

  #report(step: Step): void {
    this.#last = step;
    for (const listener of this.#listeners) listener(step);
  }
}
