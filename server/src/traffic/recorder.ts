import type { RequestFacts } from '../ledger/ledger.ts';

/** One batch for each frame that a screen draws: sooner nobody would see. In milliseconds. */
const BATCH_MS = 16;

/** Hands on the requests that changed, in batches: each request once a batch, as it is then. */
export class Recorder {
  readonly #deliver: (facts: RequestFacts[]) => void;
  readonly #changed = new Set<RequestFacts>();
  #timer: NodeJS.Timeout | null = null;

  /** @param deliver gets the generator's own objects, which go on changing: it must copy what it keeps */
  constructor(deliver: (facts: RequestFacts[]) => void) {
    this.#deliver = deliver;
  }

  note(facts: RequestFacts): void {
    this.#changed.add(facts);
    this.#timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#changed.size === 0) return;
    const facts = [...this.#changed];
    this.#changed.clear();
    this.#deliver(facts);
  }
}
