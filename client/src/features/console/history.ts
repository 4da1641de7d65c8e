import { recall, remember } from '../../ui/remembered.ts';

const KEY = 'lab-console';
/** A person goes no further back by arrow key. */
const MOST = 50;

/** What was typed into the consoles of this tab, and where in it the reader is. Each line stands once in a row. */
export class TypedLines {
  #lines: string[];
  /** From the newest, which is 1; 0 is the line that is being typed. */
  #back = 0;
  #draft = '';

  constructor(lines: readonly string[] = recallLines()) {
    this.#lines = [...lines];
  }

  /** A line was run. */
  add(line: string): void {
    this.#back = 0;
    if (line.trim() === '' || this.#lines.at(-1) === line) return;
    // Another lane's console may have added to them.
    this.#lines = [...recallLines(this.#lines).filter((each) => each !== line), line].slice(-MOST);
    remember(KEY, JSON.stringify(this.#lines), 'session');
  }

  /** The line before the one that is shown; null where there is none. */
  earlier(shown: string): string | null {
    if (this.#back === 0) {
      this.#draft = shown;
      this.#lines = recallLines(this.#lines);
    }
    if (this.#back >= this.#lines.length) return null;
    this.#back += 1;
    return this.#lines.at(-this.#back) ?? null;
  }

  /** The line after the one that is shown, at the end the one that was being typed; null where that is shown. */
  later(): string | null {
    if (this.#back === 0) return null;
    this.#back -= 1;
    return this.#back === 0 ? this.#draft : (this.#lines.at(-this.#back) ?? null);
  }
}

function recallLines(otherwise: string[] = []): string[] {
  try {
    const lines: unknown = JSON.parse(recall(KEY, 'session') ?? 'null');
    return Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : otherwise;
  } catch {
    return otherwise;
  }
}
