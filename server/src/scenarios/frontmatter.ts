import type { Document } from 'yaml';
import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';

/** The YAML at the head of a Markdown file, or of a file that is nothing else, and where each part of it stands. */
export class Frontmatter {
  readonly value: unknown;
  readonly #document: Document;
  readonly #lineAt: (offset: number) => number;

  private constructor(document: Document, lineAt: (offset: number) => number) {
    this.#document = document;
    this.#lineAt = lineAt;
    this.value = document.toJS();
  }

  /**
   * @param linesBefore how many lines of the file stand before it: by default the one of dashes
   * @returns what is wrong with the YAML itself, where that cannot be read
   */
  static parse(text: string, linesBefore = 1): Frontmatter | { errors: { line: number; message: string }[] } {
    const lineCounter = new LineCounter();
    const document = parseDocument(text, { lineCounter });
    const lineAt = (offset: number) => lineCounter.linePos(offset).line + linesBefore;
    if (document.errors.length === 0) return new Frontmatter(document, lineAt);
    const errors = document.errors.map((error) => ({
      line: lineAt(error.pos[0]),
      message: error.message.split('\n')[0] ?? error.message,
    }));
    return { errors };
  }

  /** The line of the innermost part of a path that is there. */
  lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const line = this.#lineOfKey(path.slice(0, length)) ?? this.#lineOfValue(path.slice(0, length));
      if (line !== null) return line;
    }
    const { contents } = this.#document;
    return isMap(contents) && contents.range ? this.#lineAt(contents.range[0]) : 1;
  }

  /** A block's value begins below its key: a person looks for the key. */
  #lineOfKey(path: readonly PropertyKey[]): number | null {
    const parent = path.length === 1 ? this.#document.contents : this.#document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return null;
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
    return pair !== undefined && isScalar(pair.key) && pair.key.range ? this.#lineAt(pair.key.range[0]) : null;
  }

  #lineOfValue(path: readonly PropertyKey[]): number | null {
    const node = this.#document.getIn(path, true);
    if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return null;
    const [offset] = node.range;
    return typeof offset === 'number' ? this.#lineAt(offset) : null;
  }
}
