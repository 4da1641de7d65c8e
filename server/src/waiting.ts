import { setTimeout as delay } from 'node:timers/promises';

/** Whether work settled successfully within a time; a failure of the work is thrown. The timer never outlives the wait. */
export async function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  using stop = new AbortOnDispose();
  const late = delay(milliseconds, false, { signal: stop.abortSignal }).catch(() => false);
  return await Promise.race([work.then(() => true), late]);
}

class AbortOnDispose implements Disposable {
  readonly #controller = new AbortController();

  get abortSignal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#controller.abort();
  }
}
