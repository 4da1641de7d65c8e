import { Worker } from 'node:worker_threads';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../errors.ts';
import type { RequestFacts } from '../ledger/ledger.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { TrafficPlan } from './plan.ts';

export type { RequestTemplate, TrafficPlan, TrafficTarget } from './plan.ts';

/** One lane's traffic under way. */
export interface TrafficHandle {
  /**
   * Settles when every request has its outcome and was delivered, and no more will be due. Rejects with a LabError when the
   * traffic thread failed: then requests are missing.
   */
  readonly done: Promise<void>;
  /**
   * Lets no request be due after an instant of the monotonic clock, in milliseconds. The same instant, a little ahead, ends
   * every lane of a run with the same number of requests. Those in flight go on to their end.
   */
  stop(atMs: number): void;
  /** Gives up the requests that have no connection yet: for a server that is gone. */
  giveUpConnecting(): void;
  /** Sends nothing more and gives up what is in flight. */
  abandon(): void;
}

/** Traffic that the thread has not finished. */
interface Pending {
  onRows: (facts: RequestFacts[]) => void;
  done: PromiseWithResolvers<void>;
}

/** How long, in milliseconds, the traffic may take to wind up when the thread is ended: it has only to close its sockets. */
const WIND_UP_MS = 1000;

/**
 * The thread that sends all of the lab's traffic, apart from everything else that the lab does, so that sending on time does not
 * depend on it. It starts with the first traffic. Disposing gives up all traffic and ends the thread.
 */
export class TrafficThread implements AsyncDisposable {
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #lastId = 0;
  #disposed = false;

  /** Starts the thread before it is needed, so that the first request of a run does not wait for it. */
  warmUp(): void {
    if (this.#disposed || this.#worker !== null) return;
    this.#worker = this.#start();
    this.#worker.unref();
  }

  /**
   * Begins one lane's traffic.
   * @param onRows gets the requests that changed, in batches about every 16 ms, each request once a batch
   * @throws LabError `shutting-down` once the thread was disposed
   */
  begin(plan: TrafficPlan, onRows: (facts: RequestFacts[]) => void): TrafficHandle {
    if (this.#disposed) throw new LabError('shutting-down', said('The lab is shutting down: it begins no traffic.'));
    this.#lastId += 1;
    const id = this.#lastId;
    const done = Promise.withResolvers<void>();
    done.promise.catch(() => {}); // a failure is for whoever awaits `done`; nobody has to
    this.#pending.set(id, { onRows, done });
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#tell({ kind: 'begin', id, plan });
    return {
      done: done.promise,
      stop: (atMs) => this.#tell({ kind: 'stop', id, atMs }),
      giveUpConnecting: () => this.#tell({ kind: 'give-up-connecting', id }),
      abandon: () => this.#tell({ kind: 'abandon', id }),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    for (const id of this.#pending.keys()) this.#tell({ kind: 'abandon', id });
    const woundUp = Promise.allSettled([...this.#pending.values()].map(({ done }) => done.promise));
    await Promise.race([woundUp, new Promise((resolve) => setTimeout(resolve, WIND_UP_MS).unref())]);
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    let reason = 'it ended';
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => this.#lose(worker, reason));
    return worker;
  }

  #tell(message: ToWorker): void {
    if (this.#pending.has(message.id)) this.#worker?.postMessage(message);
  }

  #hear(message: FromWorker): void {
    const pending = this.#pending.get(message.id);
    if (message.kind === 'rows') pending?.onRows(message.facts);
    else if (message.kind === 'done') pending?.done.resolve();
    else
      pending?.done.reject(
        new LabError('internal', said('The traffic did not begin: {reason}', { reason: message.reason })),
      );
    if (message.kind !== 'rows') this.#forget(message.id);
  }

  #forget(id: number): void {
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker?.unref(); // an idle thread keeps no process alive
  }

  /** The thread is gone, and with it all of its traffic; the next traffic gets a new one. */
  #lose(worker: Worker, reason: string): void {
    if (this.#worker === worker) this.#worker = null;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { done } of lost) {
      done.reject(
        new LabError(
          'internal',
          said('The traffic thread failed ({reason}): this run has gaps. Start a new run.', { reason }),
        ),
      );
    }
  }
}
