import { setImmediate as nextTurn } from 'node:timers/promises';
import { KeptRun } from '../runs/kept-run.ts';
import type { Observed } from '../runs/observed.ts';
import type { Store } from './store.ts';

/** Runs that were read from disk and are kept at hand: whoever looks at one asks for it several times. */
const MAX_AT_HAND = 4;
/** So many rows, or lines, of a lane are written in some ten milliseconds; then whatever else the lab does has its turn. */
const PART = 2_000;

/** The runs that are over, as they are on disk. */
export class KeptRuns {
  readonly #store: Store;
  /** This lab, as `createInstance` names its process. */
  readonly #observer: string;
  readonly #atHand = new Map<string, KeptRun>();
  readonly #reading = new Map<string, Promise<KeptRun | null>>();
  readonly #keeping = new Set<string>();

  constructor(store: Store, observer: string) {
    this.#store = store;
    this.#observer = observer;
  }

  /** Null where there is none, or not all of it is written yet. */
  async get(id: string): Promise<KeptRun | null> {
    const atHand = this.#atHand.get(id);
    if (atHand !== undefined) {
      this.#putAtHand(atHand);
      return atHand;
    }
    if (this.#keeping.has(id)) return null;
    const reading = this.#reading.get(id) ?? this.#read(id);
    this.#reading.set(id, reading);
    try {
      return await reading;
    } finally {
      this.#reading.delete(id);
    }
  }

  /** Whose it is, without its rows; undefined where there is none. */
  ownerOf(id: string): string | null | undefined {
    return this.#keeping.has(id) ? undefined : this.#store.runs.get(id)?.owner;
  }

  /** Writes a run that is over, a part at a time. A lab that dies meanwhile leaves it unsealed. */
  async keep(observed: Observed): Promise<KeptRun> {
    const { id } = observed.record;
    this.#keeping.add(id);
    try {
      const longest = Math.max(...observed.lanes.map(({ rows, lines }) => Math.max(rows.length, lines.length)));
      for (let start = 0; start === 0 || start < longest; start += PART) {
        if (start > 0) await nextTurn();
        const part = observed.lanes.map((lane) => ({
          id: lane.id,
          rows: lane.rows.slice(start, start + PART),
          lines: lane.lines.slice(start, start + PART),
        }));
        this.#store.write(observed, part, this.#observer);
      }
      const kept = new KeptRun(observed);
      this.#store.seal(kept);
      this.#putAtHand(kept);
      return kept;
    } finally {
      this.#keeping.delete(id);
    }
  }

  /** Says of a run that is on disk what its record says now, and that nothing more comes. Its rows and lines stay as they are. */
  close(observed: Observed): void {
    const kept = new KeptRun(observed);
    this.#store.write(observed, [], this.#observer);
    this.#store.seal(kept);
    this.#putAtHand(kept);
  }

  remove(id: string): void {
    this.#store.runs.remove(id);
    this.#atHand.delete(id);
  }

  async #read(id: string): Promise<KeptRun | null> {
    const observed = await this.#store.read(id);
    if (observed === null) return null;
    const kept = new KeptRun(observed);
    // What another lab on the same folder still writes is read anew each time.
    if (this.#store.runs.observerOf(id) === null) this.#putAtHand(kept);
    return kept;
  }

  #putAtHand(kept: KeptRun): void {
    this.#atHand.delete(kept.id);
    this.#atHand.set(kept.id, kept);
    const [oldest] = this.#atHand.keys();
    if (this.#atHand.size > MAX_AT_HAND && oldest !== undefined) this.#atHand.delete(oldest);
  }
}
