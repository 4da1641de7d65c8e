import type { RequestRow } from '#protocol/request.ts';
import { MARKS, markOf } from './mark.ts';

/** How many requests of each mark, in the order of `MARKS`. */
export type MarkCounts = readonly number[];

const KINDS = MARKS.length;
const KIND_OF = Object.fromEntries(MARKS.map((mark, kind) => [mark, kind]));
const LOST = [MARKS.indexOf('cut'), MARKS.indexOf('timed-out')];

/**
 * Running sums over a lane's rows: how many of each mark lie in a stretch of them, without looking at each. Knows the rows up to
 * the first hole of a ledger that is still loading.
 */
export class RowIndex {
  readonly #rows: { readonly all: readonly RequestRow[] };
  /** Row `i` has the sums of all rows before it at `i * KINDS`; there is one more than there are rows. */
  #sums = new Int32Array(1024 * KINDS);
  #length = 0;
  /** Rows from here on changed since the sums were made. */
  #changedFrom = 0;

  constructor(rows: { readonly all: readonly RequestRow[] }) {
    this.#rows = rows;
  }

  /** Notes that rows changed; the sums are mended when they are asked for. */
  touch(changed: readonly RequestRow[]): void {
    for (const { number } of changed) this.#changedFrom = Math.min(this.#changedFrom, number - 1);
  }

  /** How many rows there are without a hole. */
  get length(): number {
    this.#settle();
    return this.#length;
  }

  /** What lies from one row up to another, by index. */
  between(first: number, end: number): MarkCounts {
    this.#settle();
    return MARKS.map((_, kind) => this.#sum(end, kind) - this.#sum(first, kind));
  }

  /** The first lost request from one row up to another; null where none was lost. */
  firstLost(first: number, end: number): number | null {
    const count = (until: number) => LOST.reduce((sum, kind) => sum + this.#sum(until, kind), 0);
    this.#settle();
    const before = count(first);
    if (count(end) === before) return null;
    let [low, high] = [first, end - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (count(middle + 1) > before) high = middle;
      else low = middle + 1;
    }
    return this.#rows.all[low]?.number ?? null;
  }

  #sum(index: number, kind: number): number {
    return this.#sums[Math.min(index, this.#length) * KINDS + kind] ?? 0;
  }

  #settle(): void {
    const rows = this.#rows.all;
    let index = Math.min(this.#changedFrom, this.#length);
    if (index === rows.length && index === this.#length) return;
    this.#makeRoom(rows.length + 1);
    for (; index < rows.length; index++) {
      const row = rows[index];
      if (row === undefined) break;
      const at = index * KINDS;
      this.#sums.copyWithin(at + KINDS, at, at + KINDS);
      const kind = at + KINDS + (KIND_OF[markOf(row)] ?? 0);
      this.#sums[kind] = (this.#sums[kind] ?? 0) + 1;
    }
    this.#length = index;
    this.#changedFrom = index;
  }

  #makeRoom(rows: number): void {
    if (rows * KINDS <= this.#sums.length) return;
    const wider = new Int32Array(Math.max(rows * KINDS, this.#sums.length * 2));
    wider.set(this.#sums);
    this.#sums = wider;
  }
}
