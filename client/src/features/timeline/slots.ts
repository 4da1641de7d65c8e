import type { RequestRow } from '#protocol/request.ts';
import { FreeLines } from './free-lines.ts';

/** Two marks of one line keep at least this distance, in milliseconds: they must not read as one. */
const GAP_MS = 12;

/**
 * Gives every request a line to be drawn on, so that marks of one line never overlap. A request keeps its line: nothing jumps
 * when answers come.
 */
export class Slots {
  readonly #slotOf: number[] = [];
  readonly #lines = new FreeLines();
  /** Per line: the last request on it. */
  readonly #last: number[] = [];

  /** The line of a request by its number; 0 for one that was never placed. */
  of(number: number): number {
    return this.#slotOf[number] ?? 0;
  }

  /** Places a request, or takes note of its end. */
  place(row: RequestRow): void {
    const end = row.endedAt ?? Number.POSITIVE_INFINITY;
    const known = this.#slotOf[row.number];
    if (known !== undefined) {
      if (this.#last[known] === row.number) this.#lines.take(known, end);
      return;
    }
    // What is not connected is drawn below all lines and takes none: most of it will be refused.
    if (isInstant(row)) return;
    const slot = this.#lines.firstFree(row.dueAt - GAP_MS);
    this.#slotOf[row.number] = slot;
    this.#lines.take(slot, end);
    this.#last[slot] = row.number;
  }
}

/** Whether a request has no length to draw: it never came to a connection, or has not yet. */
export function isInstant({ outcome, connectedAt }: Pick<RequestRow, 'outcome' | 'connectedAt'>): boolean {
  if (outcome === null) return connectedAt === null;
  return outcome === 'refused' || outcome === 'not-sent';
}
