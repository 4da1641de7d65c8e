import type { RequestRow } from '#protocol/request.ts';

/** A lane's ledger as this page has it, outside of React: rows by number, each replaced whole when it changes. */
export class LaneRows {
  readonly #rows: RequestRow[] = [];
  readonly #listeners = new Set<(changed: readonly RequestRow[]) => void>();
  #version = 0;

  /** The ledger's version that this page has: what it asks to go on after. */
  get version(): number {
    return this.#version;
  }

  /** All rows, by number; row `n` stands at `n - 1`. */
  get all(): readonly RequestRow[] {
    return this.#rows;
  }

  row(number: number): RequestRow | undefined {
    return this.#rows[number - 1];
  }

  take({ version, changed }: { version: number; changed: readonly RequestRow[] }): void {
    this.#version = Math.max(this.#version, version);
    const inOrder = [...changed].sort((one, other) => one.number - other.number);
    for (const row of inOrder) this.#rows[row.number - 1] = row;
    for (const listener of this.#listeners) listener(inOrder);
  }

  /** Calls back with the rows that changed, in the order of their numbers; the answer ends it. */
  subscribe(listener: (changed: readonly RequestRow[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
