/**
 * The longest line that is kept whole, in bytes: Docker's own log reader cuts at the same length. A program that never writes
 * a newline must not fill the lab's memory.
 */
export const MAX_LINE_BYTES = 16 * 1024;

const NEWLINE = 0x0a;

/**
 * Turns a stream of bytes into lines without their newline. Chunks may end anywhere, inside a character too; bytes that are no
 * UTF-8 become U+FFFD. A line longer than MAX_LINE_BYTES comes in pieces, cut between characters.
 */
export class LineSplitter {
  #rest: Buffer = Buffer.alloc(0);

  /** The lines that this chunk completes. */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    const searched = this.#rest.length;
    const bytes = searched === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    let newline = bytes.indexOf(NEWLINE, searched);
    while (newline !== -1 || bytes.length - start > MAX_LINE_BYTES) {
      const end = newline === -1 ? bytes.length : newline;
      if (end - start > MAX_LINE_BYTES) {
        const cut = characterBoundary(bytes, start + MAX_LINE_BYTES);
        lines.push(bytes.toString('utf8', start, cut));
        start = cut;
      } else {
        lines.push(bytes.toString('utf8', start, end));
        start = end + 1;
        newline = bytes.indexOf(NEWLINE, start);
      }
    }
    this.#rest = bytes.subarray(start);
    return lines;
  }

  /** The last line where the stream ended without a newline; empty otherwise. */
  end(): string[] {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest.length === 0 ? [] : [rest.toString('utf8')];
  }
}

/** The place at or up to three bytes before `index` where a UTF-8 character begins; `index` itself where the bytes are no UTF-8. */
function characterBoundary(bytes: Buffer, index: number): number {
  for (let place = index; place > index - 4; place -= 1) {
    const isContinuation = ((bytes[place] ?? 0) & 0xc0) === 0x80;
    if (!isContinuation) return place;
  }
  return index;
}
