/**
 * When each line is free again, as a tree of minima: the first line that is free is found in a few steps, however many thousand
 * requests a server leaves waiting beside one another. Lines that were never taken are free since ever.
 */
export class FreeLines {
  /** How many lines the tree has room for: a power of two. */
  #room = 64;
  /** Node `n` has the children `2n` and `2n + 1`; the lines are the last `#room` nodes. */
  #earliest = new Float64Array(2 * this.#room).fill(Number.NEGATIVE_INFINITY);

  /** The first line that is free at an instant. */
  firstFree(at: number): number {
    if ((this.#earliest[1] ?? 0) > at) this.#grow();
    let node = 1;
    while (node < this.#room) node = (this.#earliest[2 * node] ?? 0) <= at ? 2 * node : 2 * node + 1;
    return node - this.#room;
  }

  /** A line is taken until an instant. */
  take(line: number, until: number): void {
    let node = this.#room + line;
    this.#earliest[node] = until;
    while (node > 1) {
      node >>= 1;
      this.#earliest[node] = this.#earlier(node);
    }
  }

  #earlier(node: number): number {
    return Math.min(this.#earliest[2 * node] ?? 0, this.#earliest[2 * node + 1] ?? 0);
  }

  #grow(): void {
    const lines = this.#earliest.slice(this.#room);
    this.#room *= 2;
    this.#earliest = new Float64Array(2 * this.#room).fill(Number.NEGATIVE_INFINITY);
    this.#earliest.set(lines, this.#room);
    for (let node = this.#room - 1; node >= 1; node--) this.#earliest[node] = this.#earlier(node);
  }
}
