import type { LogLine } from '../engine.ts';

/** A log in memory: kept whole, read once, from its first line to its end. */
export class FakeLog implements AsyncIterable<LogLine> {
  readonly #lines: LogLine[] = [];
  #end: { error: Error | null } | null = null;
  #changed = Promise.withResolvers<void>();
  #isTaken = false;

  push(stream: LogLine['stream'], text: string): void {
    if (this.#end !== null) return;
    this.#lines.push({ seq: this.#lines.length + 1, writtenAt: null, stream, text });
    this.#wake();
  }

  /** Ends the log, with an error where the engine went away. */
  end(error: Error | null = null): void {
    this.#end ??= { error };
    this.#wake();
  }

  [Symbol.asyncIterator](): AsyncIterator<LogLine> {
    if (this.#isTaken) throw new Error('a container’s log can be read once');
    this.#isTaken = true;
    return this.#read();
  }

  async *#read(): AsyncGenerator<LogLine> {
    for (let index = 0; ; index += 1) {
      while (this.#lines[index] === undefined && this.#end === null) await this.#changed.promise;
      const line = this.#lines[index];
      if (line === undefined) break;
      yield line;
    }
    if (this.#end?.error) throw this.#end.error;
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
