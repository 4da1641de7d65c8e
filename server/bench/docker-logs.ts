import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { WrittenLine } from './log-writer.ts';
import { readLine, wallClock } from './log-writer.ts';

/** How long a line may take. */
const PATIENCE_MS = 60_000;

/** The peer: `docker logs --follow`, which notes when each of the writer's lines came. */
export class DockerLogs implements Disposable {
  readonly #child: ChildProcess;
  readonly #lines: { at: number; text: string }[] = [];

  constructor(container: string) {
    this.#child = spawn('docker', ['logs', '--follow', '--tail', '0', container], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('docker logs has no output.');
    createInterface({ input: stdout }).on('line', (text) => this.#lines.push({ at: wallClock(), text }));
  }

  /** Waits until the writer's last line has come; answers all of them, and when each came, in milliseconds since 1970. */
  async until(prefix: string, last: number): Promise<(WrittenLine & { at: number })[]> {
    for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await delay(200)) {
      const found = this.#lines.flatMap(({ at, text }) => {
        const written = readLine(text, prefix);
        return written === null ? [] : [{ ...written, at }];
      });
      if (found.at(-1)?.number === last) return found;
    }
    throw new Error(`docker logs never printed the line "${prefix} ${last}".`);
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
