import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

/** What a container's own log says of the requests, as `docker logs` prints it and grep would count it. */
export interface Seen {
  received: number[];
  stored: number[];
  text: string;
}

/** A second reader of a container's log that shares no code with the lab: `docker logs --follow`, until the container ends. */
export class LogWitness {
  readonly #ended: Promise<void>;
  #text = '';

  private constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#text += text;
      });
    }
    this.#ended = new Promise((done, reject) => {
      child.once('error', reject);
      child.once('close', () => done());
    });
  }

  static follow(containerName: string): LogWitness {
    return new LogWitness(
      spawn('docker', ['logs', '--follow', containerName], { stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** All that the container said, after its end. Numbers ascend. */
  async seen(): Promise<Seen> {
    await this.#ended;
    const numbers = (step: string) =>
      [...this.#text.matchAll(new RegExp(`^request=(\\d+) ${step}$`, 'gm'))]
        .map((match) => Number(match[1]))
        .sort((one, other) => one - other);
    return { received: numbers('received'), stored: numbers('stored'), text: this.#text };
  }
}
