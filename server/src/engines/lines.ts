/**
 * The longest line that is kept whole, in bytes: Docker's own log reader cuts at the same length. A program that never writes
 * a newline must not fill the lab's memory.
 */
export const MAX_LINE_BYTES = 16 * 1024;

const NEWLINE = 0x0a;

/**
 * Turns a stream of bytes into lines without their newline. Chunks may end anywhere, inside a character too; bytes that are no
 * UTF-8 become U+FFFD. A longer line comes in pieces, cut between characters.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);

  /** @param maxBytes the longest line that is kept whole */
  constructor(maxBytes = MAX_LINE_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that this chunk completes. */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    const searched = this.#rest.length;
    const bytes = searched === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    let newline = bytes.indexOf(NEWLINE, searched);
    while (newline !== -1 || bytes.length - start > this.#maxBytes) {
      const end = newline === -1 ? bytes.length : newline;
      if (end - start > this.#maxBytes) {
        const cut = characterBoundary(bytes, start + this.#maxBytes);
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
