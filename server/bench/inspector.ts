import { once } from 'node:events';
import { z } from 'zod';

const answerSchema = z.object({
  id: z.int().optional(),
  result: z.object({ usedSize: z.number().optional() }).optional(),
});

/** Asks a Node process that was started with `--inspect` about its heap (Chrome DevTools Protocol). */
export class Inspector {
  readonly #socket: WebSocket;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** @param output what the process has printed: Node says there where its inspector listens */
  static async connect(output: string): Promise<Inspector> {
    const address = /Debugger listening on (ws:\S+)/.exec(output)?.[1];
    if (address === undefined) throw new Error(`The process did not say where its inspector listens:\n${output}`);
    const socket = new WebSocket(address);
    await once(socket, 'open');
    return new Inspector(socket);
  }

  /** Collects garbage; then, the bytes that the main thread's heap holds. */
  async heapAfterCollection(): Promise<number> {
    await this.#ask('HeapProfiler.collectGarbage');
    return (await this.#ask('Runtime.getHeapUsage')).usedSize ?? Number.NaN;
  }

  close(): void {
    this.#socket.close();
  }

  async #ask(method: string): Promise<{ usedSize?: number }> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve } = Promise.withResolvers<{ usedSize?: number }>();
    const hear = ({ data }: MessageEvent) => {
      const answer = answerSchema.parse(JSON.parse(String(data)));
      if (answer.id !== id) return;
      this.#socket.removeEventListener('message', hear);
      resolve(answer.result ?? {});
    };
    this.#socket.addEventListener('message', hear);
    this.#socket.send(JSON.stringify({ id, method }));
    return await promise;
  }
}
