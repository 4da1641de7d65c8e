import type Dockerode from 'dockerode';
import type { Exit } from '#protocol/lane.ts';
import type { LogLine } from '../engine.ts';
import { engineLost, statusOf } from './client.ts';
import { logLines } from './log-lines.ts';

/**
 * A container's log from its first byte on. It is asked for at once, so that a container that somebody removes is read all the
 * same, and read only when it is iterated: until then the engine keeps it.
 */
export class ContainerLogs implements AsyncIterable<LogLine> {
  readonly #stream: Promise<AsyncIterable<Buffer | string>>;
  readonly #exited: Promise<Exit>;
  readonly #release = new AbortController();
  #isTaken = false;

  constructor(container: Dockerode.Container, exited: Promise<Exit>) {
    this.#exited = exited;
    this.#stream = container.logs({
      follow: true,
      stdout: true,
      stderr: true,
      timestamps: true,
      abortSignal: this.#release.signal,
    });
    this.#stream.catch(() => {}); // told to the one who iterates, and to nobody where nobody does
  }

  /** @throws EngineLostError while iterating, when the engine went away */
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
    try {
      yield* logLines(await this.#stream);
    } catch (error) {
      if (this.#release.signal.aborted || statusOf(error) === 404) return;
      throw statusOf(error) === null ? engineLost(error) : error;
    }
    // The stream of an engine that is shut down ends like that of a container: only the exit tells them apart.
    if (!this.#release.signal.aborted) await this.#exited;
  }
}

/** The last lines of a container's log, for the message of an error; empty where they cannot be read. */
export async function lastWords(container: Dockerode.Container, count: number): Promise<string> {
  const words: string[] = [];
  try {
    const log = await container.logs({ stdout: true, stderr: true, timestamps: true, tail: count });
    for await (const line of logLines(oneChunk(log))) words.push(line.text);
  } catch {
    // The error that this text is for says more than why the log could not be read.
  }
  return words.join('\n');
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
