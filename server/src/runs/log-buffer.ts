import type { LaneLogLine, LogBatch } from '#protocol/log.ts';

/** The lines that the page's terminals keep, too: older ones could be scrolled to nowhere. */
const MAX_LINES = 10_000;
/** A container that writes 16 KiB lines must not fill the lab's memory either. */
const MAX_CHARACTERS = 4_000_000;

/** The last lines of a lane's log, each with a sequence number; viewers read from it at their own pace. */
export class LogBuffer {
  #lines: LaneLogLine[] = [];
  /** Index of the oldest kept line in `#lines`: dropping moves it, and the array is cut now and then. */
  #first = 0;
  #characters = 0;
  #lastSeq = 0;
  readonly #keepers = new Set<(oldest: number) => void>();

  get lastSeq(): number {
    return this.#lastSeq;
  }

  push(line: Omit<LaneLogLine, 'seq'>): void {
    this.#lastSeq += 1;
    this.#lines.push({ ...line, seq: this.#lastSeq });
    this.#characters += line.text.length;
    while (this.#lines.length - this.#first > MAX_LINES || this.#characters > MAX_CHARACTERS) this.#drop();
    if (this.#first > MAX_LINES) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
  }

  /**
   * Calls back before a line is dropped, with its number, so that who keeps the log can read it first: a flood waits for them, and the
   * memory stays bounded. The answer ends it.
   */
  beforeDropping(keeper: (oldest: number) => void): () => void {
    this.#keepers.add(keeper);
    return () => this.#keepers.delete(keeper);
  }

  /**
   * The lines after a sequence number, at most `limit`, and how many between were dropped. A number from the future (a viewer of
   * an earlier life) reads from the beginning.
   */
  after(seq: number, limit: number): LogBatch {
    const known = seq > this.#lastSeq ? 0 : seq;
    const oldest = this.#lastSeq - (this.#lines.length - this.#first) + 1;
    const from = Math.max(known + 1, oldest);
    const start = this.#first + (from - oldest);
    return { skipped: from - known - 1, lines: this.#lines.slice(start, start + limit) };
  }

  #drop(): void {
    const dropped = this.#lines[this.#first];
    if (dropped !== undefined) for (const keep of this.#keepers) keep(dropped.seq);
    this.#characters -= dropped?.text.length ?? 0;
    this.#first += 1;
  }
}
