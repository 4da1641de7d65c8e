import type Dockerode from 'dockerode';
import { LabError, LogTruncatedError } from '../../errors.ts';
import type { LogLine } from '../engine.ts';
import { engineLost, statusOf } from './client.ts';
import type { LogFrame } from './log-frames.ts';
import { logFrames } from './log-frames.ts';
import { LogLines } from './log-lines.ts';

type Stream = AsyncIterable<Buffer | string>;

/**
 * A container's log from its first byte to its last.
 *
 * The engine's stream that follows a running container may end before its last lines: Docker 20.10 drops what a slow reader had
 * not taken yet when the container ended, and the last line where it has no newline. So the whole log is asked for once more when
 * the container has ended, and read on from where the first stream stopped. A container that its restart policy starts again has no
 * log that can be followed until it runs: it is asked for a third time then. Every stream is opened as soon as it can be, so that a
 * container that is removed is read all the same, and read only when the log is iterated: until then the engine keeps it.
 */
export class ContainerLogs implements AsyncIterable<LogLine> {
  readonly #container: Dockerode.Container;
  readonly #following: Promise<Stream | null>;
  readonly #whole: Promise<Stream | null>;
  readonly #again: Promise<Stream | null | 'not started again'>;
  readonly #release = new AbortController();
  #isTaken = false;

  /** @param startedAgain settles after the exit: whether it was started once more by its restart policy */
  constructor(container: Dockerode.Container, exited: Promise<unknown>, startedAgain: Promise<boolean>) {
    this.#container = container;
    this.#following = this.#open();
    this.#whole = exited.then(() => this.#open());
    this.#again = startedAgain.then<Stream | null | 'not started again'>((isAgain) =>
      isAgain ? this.#open() : 'not started again',
    );
    // Told to the one who iterates, and to nobody where nobody does.
    this.#following.catch(() => {});
    this.#whole.catch(() => {});
    this.#again.catch(() => {});
  }

  /** @throws LogTruncatedError, EngineLostError while iterating */
  [Symbol.asyncIterator](): AsyncIterator<LogLine> {
    if (this.#isTaken) throw new Error('a container’s log can be read once');
    this.#isTaken = true;
    return this.#read();
  }

  /** The container is gone: lets go of a log that nobody reads. One that is being read is read to its end. */
  release(): void {
    if (!this.#isTaken) this.cut();
  }

  /** Ends the log wherever its reader is: the engine is being disposed. */
  cut(): void {
    this.#release.abort();
  }

  async *#read(): AsyncGenerator<LogLine> {
    const lines = new LogLines();
    let count = 0;
    try {
      for await (const frame of framesOf(await this.#following)) {
        count += 1;
        yield* lines.push(frame);
      }
      for (const opening of [this.#whole, this.#again]) {
        const stream = await opening;
        if (stream === 'not started again') break;
        if (stream === null) {
          yield* lines.end();
          throw new LogTruncatedError();
        }
        let seen = 0;
        for await (const frame of logFrames(stream)) {
          seen += 1;
          if (seen <= count) continue;
          count = seen;
          yield* lines.push(frame);
        }
      }
    } catch (error) {
      if (!this.#release.signal.aborted) throw error instanceof LabError ? error : engineLost(error);
    }
    yield* lines.end();
  }

  /** The log from its first line: of a running container until it ends, of an ended one all of it. Null where it was removed. */
  async #open(): Promise<Stream | null> {
    try {
      return await this.#container.logs({
        follow: true,
        stdout: true,
        stderr: true,
        timestamps: true,
        abortSignal: this.#release.signal,
      });
    } catch (error) {
      if (this.#release.signal.aborted || statusOf(error) !== null) return null;
      throw engineLost(error);
    }
  }
}

async function* framesOf(stream: Stream | null): AsyncGenerator<LogFrame> {
  if (stream !== null) yield* logFrames(stream);
}

/** The last lines of a container's log, for the message of an error; empty where they cannot be read. */
export async function lastWords(container: Dockerode.Container, count: number): Promise<string> {
  try {
    const log = await container.logs({ stdout: true, stderr: true, timestamps: true, tail: count });
    const lines = new LogLines();
    const read: LogLine[] = [];
    for await (const frame of logFrames(oneChunk(log))) read.push(...lines.push(frame));
    return [...read, ...lines.end()].map((line) => line.text).join('\n');
  } catch {
    // The error that this text is for says more than why the log could not be read.
    return '';
  }
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
