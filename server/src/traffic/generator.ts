import type { RequestFacts } from '../ledger/ledger.ts';
import { ClosedModel } from './closed-model.ts';
import { OpenModel } from './open-model.ts';
import type { TrafficPlan } from './plan.ts';
import { Recorder } from './recorder.ts';
import { Sender } from './sender.ts';
import type { TrafficModel } from './traffic-model.ts';

/** Sends one lane's traffic in the thread that makes it, and reports every request that was due. */
export class Generator {
  readonly #recorder: Recorder;
  readonly #sender: Sender;
  readonly #model: TrafficModel;
  readonly #ended = Promise.withResolvers<void>();
  #over = false;

  /**
   * @param deliver gets the requests that changed, in batches; the objects are the generator's own and go on changing
   * @throws LabError `invalid-input` for a request that cannot be written
   */
  constructor(plan: TrafficPlan, deliver: (facts: RequestFacts[]) => void) {
    this.#recorder = new Recorder(deliver);
    this.#sender = new Sender(plan, this.#recorder);
    this.#model = this.#makeModel(plan);
    this.#model.begin();
  }

  /** Settles when every request has its outcome and was delivered, and no more will be due. */
  get done(): Promise<void> {
    return this.#ended.promise;
  }

  /** Lets no request be due after an instant of the monotonic clock, in milliseconds. Those in flight go on to their end. */
  stop(atMs: number): void {
    this.#model.stop(atMs);
  }

  /** Gives up the requests that have no connection yet: for a server that is gone, which cannot answer them any more. */
  giveUpConnecting(): void {
    this.#sender.giveUpConnecting();
  }

  /** Sends nothing more and gives up what is in flight. */
  abandon(): void {
    this.#model.abandon();
    this.#sender.abandon();
  }

  #makeModel({ traffic, startAt }: TrafficPlan): TrafficModel {
    const changed = () => this.#endIfOver();
    return traffic.model === 'open'
      ? new OpenModel({ ...traffic, startAt }, this.#sender, changed)
      : new ClosedModel({ ...traffic, startAt }, this.#sender, changed);
  }

  #endIfOver(): void {
    if (this.#over || this.#model.waiting || this.#sender.inFlight > 0) return;
    this.#over = true;
    this.#sender.close();
    this.#recorder.flush();
    this.#ended.resolve();
  }
}
