import type { IDecoration, Terminal } from '@xterm/xterm';
import { lineOf } from './line-place.ts';
import type { TerminalEntry } from './line-text.ts';

/** As many entries as a terminal scrolls back to. */
const KEPT = 10_000;
/** The first marked line stands this share of the panel's height below its upper edge. */
const ABOVE = 1 / 3;
/** Under the log's text, which keeps 4.5:1 on it. */
const GROUND = '#1d3f5c';

/** Lines of a log that are pointed out: marked, in sight, and let go again. */
export class PointedLines {
  readonly #terminal: Terminal;
  /** The sequence numbers of the entries that the terminal has parsed; 0 for a gap. */
  #seqs: number[] = [];
  #marks: IDecoration[] = [];
  /** The sequence numbers of what is pointed out; null where nothing is. */
  #pointed: readonly number[] | null = null;
  /** Whether the terminal showed the log's end when pointing began. */
  #followed = true;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Whether lines are pointed out, so that the log's end is not what is to be seen. */
  get isPointing(): boolean {
    return this.#pointed !== null;
  }

  /** Takes note of entries that the terminal has parsed. */
  written(entries: readonly TerminalEntry[]): void {
    for (const entry of entries) this.#seqs.push('skipped' in entry ? 0 : entry.seq);
    if (this.#seqs.length > KEPT * 1.2) this.#seqs = this.#seqs.slice(-KEPT);
    if (this.#pointed !== null && this.#marks.length < this.#pointed.length) this.remark();
    this.#keepInSight();
  }

  point(seqs: readonly number[]): void {
    if (this.#pointed === null) this.#followed = this.#isAtEnd();
    this.#pointed = seqs;
    this.remark();
    const first = this.#marks[0]?.marker.line;
    if (first !== undefined && first >= 0) this.#show(first);
  }

  /** Lets go; a terminal that followed the log follows it again. */
  release(): void {
    if (this.#pointed === null) return;
    this.#pointed = null;
    this.remark();
    if (this.#followed) this.#terminal.scrollToBottom();
  }

  /** Marks the lines anew: after a change of the panel's width they are other rows. */
  remark(): void {
    for (const mark of this.#marks) mark.dispose();
    this.#marks = (this.#pointed ?? []).map((seq) => this.#mark(seq)).filter((mark) => mark !== undefined);
  }

  /** Which of these lines the terminal had and no longer keeps. What it has not parsed yet is still to come. */
  gone(seqs: readonly number[]): number[] {
    const oldest = this.#seqs.find((seq) => seq > 0);
    if (oldest === undefined) return [];
    return seqs.filter((seq) => (this.#seqs.includes(seq) ? this.#placeOf(seq) === null : seq < oldest));
  }

  /** Null where it is not in the terminal. */
  #placeOf(seq: number): { line: number; rows: number; end: number } | null {
    const index = this.#seqs.lastIndexOf(seq);
    if (index === -1) return null;
    const { active } = this.#terminal.buffer;
    const end = active.baseY + active.cursorY;
    const place = lineOf(this.#seqs.length - 1 - index, end, (line) => active.getLine(line)?.isWrapped);
    return place === null ? null : { ...place, end };
  }

  #mark(seq: number): IDecoration | undefined {
    const place = this.#placeOf(seq);
    if (place === null) return undefined;
    const marker = this.#terminal.registerMarker(place.line - place.end);
    return this.#terminal.registerDecoration({
      marker,
      width: this.#terminal.cols,
      height: place.rows,
      backgroundColor: GROUND,
    });
  }

  /** Where the log goes on, the panel follows it as long as the first marked line stays in sight. */
  #keepInSight(): void {
    const first = this.#marks[0]?.marker.line;
    // -1: the terminal no longer keeps it.
    if (first === undefined || first < 0 || !this.#isAtEnd()) return;
    if (first < this.#terminal.buffer.active.viewportY) this.#show(first);
  }

  #show(line: number): void {
    this.#terminal.scrollToLine(Math.max(0, line - Math.floor(this.#terminal.rows * ABOVE)));
  }

  #isAtEnd(): boolean {
    const { viewportY, baseY } = this.#terminal.buffer.active;
    return viewportY >= baseY;
  }
}
