import type { RequestRow } from '#protocol/request.ts';
import { firstDueFrom } from './first-due.ts';

/** Rows that share a maximum: few enough to look through one by one, and many enough that there are few blocks. */
const BLOCK = 256;

/**
 * Finds the requests that reach into a stretch of time, the one that has waited for minutes included, without looking at each that
 * ended before.
 */
export class RowSpans {
  readonly #rows: { readonly all: readonly RequestRow[] };
  /** Per block: when the last of its requests ended; endless while one is in flight. */
  readonly #lastEnd: number[] = [];
  readonly #changed = new Set<number>();

  constructor(rows: { readonly all: readonly RequestRow[] }) {
    this.#rows = rows;
  }

  touch(changed: readonly RequestRow[]): void {
    for (const { number } of changed) this.#changed.add(Math.floor((number - 1) / BLOCK));
  }

  /**
   * The rows that touch a stretch, in the order of their numbers.
   * @param most where there are more than so many, null: nobody could tell them apart
   */
  within(from: number, to: number, most: number): RequestRow[] | null {
    const { all } = this.#rows;
    const first = firstDueFrom(all, from);
    const end = firstDueFrom(all, to);
    if (end - first > most) return null;
    const earlier = this.#reachingFrom(first, from, most - (end - first));
    if (earlier === null) return null;
    for (let index = first; index < end; index++) {
      const row = all[index];
      if (row !== undefined) earlier.push(row);
    }
    return earlier;
  }

  /** The rows before an index that ended at an instant or later. */
  #reachingFrom(index: number, from: number, most: number): RequestRow[] | null {
    this.#settle();
    const found: RequestRow[] = [];
    for (let block = 0; block * BLOCK < index; block++) {
      if ((this.#lastEnd[block] ?? 0) < from) continue;
      for (let at = block * BLOCK; at < Math.min(index, (block + 1) * BLOCK); at++) {
        const row = this.#rows.all[at];
        if (row !== undefined && endOf(row) >= from) found.push(row);
      }
      if (found.length > most) return null;
    }
    return found;
  }

  #settle(): void {
    for (const block of this.#changed) {
      let last = Number.NEGATIVE_INFINITY;
      for (let at = block * BLOCK; at < (block + 1) * BLOCK; at++) {
        const row = this.#rows.all[at];
        if (row !== undefined) last = Math.max(last, endOf(row));
      }
      this.#lastEnd[block] = last;
    }
    this.#changed.clear();
  }
}

function endOf({ endedAt }: RequestRow): number {
  return endedAt ?? Number.POSITIVE_INFINITY;
}
