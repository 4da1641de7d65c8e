import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogLine } from '../engine.ts';
import { LineSplitter } from '../lines.ts';

/**
 * How much unread output the lab holds of one program, in bytes. A program may write much before it answers its health check,
 * and nobody reads its log until then; past this it waits for its reader, as every program does on a full pipe.
 */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;

/** How far back `tail` looks, in bytes. */
const TAIL_BYTES = 8 * 1024;

type Stream = LogLine['stream'];

/** A program's two outputs as one log, in the order in which they arrived. Keeps what nobody has read yet, within a bound. */
export class Output implements AsyncIterable<LogLine> {
  readonly #pipes: readonly Readable[];
  #unread: { stream: Stream; chunk: Buffer }[] = [];
  #unreadBytes = 0;
  #open: number;
  #wake: (() => void) | null = null;
  #taken = false;
  readonly #closed = Promise.withResolvers<void>();

  constructor(stdout: Readable, stderr: Readable) {
    this.#pipes = [stdout, stderr];
    this.#open = this.#pipes.length;
    this.#follow(stdout, 'stdout');
    this.#follow(stderr, 'stderr');
  }

  /** The last lines of what nobody has read yet, for an error message. */
  tail(lines: number): string[] {
    const text = Buffer.concat(this.#unread.slice(-64).map(({ chunk }) => chunk)).subarray(-TAIL_BYTES);
    return text.toString('utf8').trimEnd().split('\n').slice(-lines);
  }

  /** Resolves when both outputs have ended, or after so many milliseconds: a process that outlived the program may hold them. */
  async arrived(withinMs: number): Promise<void> {
    const over = new AbortController();
    const late = delay(withinMs, undefined, { signal: over.signal }).catch(() => {});
    await Promise.race([this.#closed.promise, late]);
    over.abort();
  }

  /** Can be taken once; leaving it early lets the rest of the output go. */
  [Symbol.asyncIterator](): AsyncIterator<LogLine> {
    if (this.#taken) throw new Error('The log of a container can be read once.');
    this.#taken = true;
    return this.#lines();
  }

  /** Lets go of the output of a program that is gone, unless somebody reads it. */
  discardUnlessTaken(): void {
    if (!this.#taken) this.#discard();
  }

  async *#lines(): AsyncGenerator<LogLine> {
    const splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() };
    let seq = 0;
    const line = (stream: Stream, text: string): LogLine => {
      seq += 1;
      return { seq, writtenAt: null, stream, text };
    };
    try {
      for (;;) {
        const batch = this.#unread;
        this.#unread = [];
        for (const { stream, chunk } of batch) {
          for (const text of splitters[stream].push(chunk)) yield line(stream, text);
          this.#read(chunk.length);
        }
        if (this.#unread.length > 0) continue;
        if (this.#open === 0) break;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      for (const stream of ['stdout', 'stderr'] as const) {
        for (const text of splitters[stream].end()) yield line(stream, text);
      }
    } finally {
      this.#discard();
    }
  }

  #follow(pipe: Readable, stream: Stream): void {
    pipe.on('data', (chunk: Buffer) => {
      this.#unread.push({ stream, chunk });
      this.#unreadBytes += chunk.length;
      if (this.#unreadBytes > MAX_UNREAD_BYTES) for (const each of this.#pipes) each.pause();
      this.#wake?.();
    });
    // A pipe that breaks has ended too; what was read of it stays.
    pipe.on('error', () => {});
    pipe.once('close', () => {
      this.#open -= 1;
      if (this.#open === 0) this.#closed.resolve();
      this.#wake?.();
    });
  }

  #read(bytes: number): void {
    const wasFull = this.#unreadBytes > MAX_UNREAD_BYTES;
    this.#unreadBytes -= bytes;
    if (wasFull && this.#unreadBytes <= MAX_UNREAD_BYTES) for (const pipe of this.#pipes) pipe.resume();
  }

  #discard(): void {
    this.#unread = [];
    this.#unreadBytes = 0;
    for (const pipe of this.#pipes) pipe.destroy();
  }
}
