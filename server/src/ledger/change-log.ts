/** A log this much longer than twice its rows is worth compacting; below it the copy would cost more than the memory. */
const COMPACTION_SLACK = 1024;

/**
 * Which rows changed after which version. Each change gets the next version; only a row's latest change counts, so the log is
 * compacted now and then and never holds more than about two entries a row, however often rows change.
 */
export class ChangeLog {
  #version = 0;
  #versions: number[] = [];
  #numbers: number[] = [];
  /** The latest version of each row, by number. */
  readonly #latest = new Map<number, number>();

  /** The version of the latest change; 0 before the first. */
  get version(): number {
    return this.#version;
  }

  /** How many entries are kept: bounded by the number of rows. */
  get length(): number {
    return this.#numbers.length;
  }

  /** Notes that a row changed. */
  touch(number: number): void {
    this.#version += 1;
    this.#versions.push(this.#version);
    this.#numbers.push(number);
    this.#latest.set(number, this.#version);
    if (this.#numbers.length > 2 * this.#latest.size + COMPACTION_SLACK) this.#compact();
  }

  /**
   * The rows whose latest change came after a version, each once, in the order of these changes, at most `limit` of them; with
   * the version that they bring a reader to. A version that this log never gave out counts as 0.
   */
  since(version: number, limit: number): { version: number; numbers: number[] } {
    const from = version > this.#version ? 0 : version;
    const numbers: number[] = [];
    let reached = from;
    for (let place = this.#firstAfter(from); place < this.#numbers.length; place += 1) {
      const number = this.#numbers[place];
      const changedAt = this.#versions[place];
      if (number === undefined || changedAt === undefined) break;
      if (this.#latest.get(number) !== changedAt) continue;
      if (numbers.length >= limit) return { version: reached, numbers };
      numbers.push(number);
      reached = changedAt;
    }
    return { version: this.#version, numbers };
  }

  #firstAfter(version: number): number {
    let low = 0;
    let high = this.#versions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#versions[middle] ?? 0) > version) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #compact(): void {
    const current = this.#versions.map((version, place) => this.#latest.get(this.#numbers[place] ?? -1) === version);
    this.#versions = this.#versions.filter((_, place) => current[place]);
    this.#numbers = this.#numbers.filter((_, place) => current[place]);
  }
}
