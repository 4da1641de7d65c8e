import { setTimeout as delay } from 'node:timers/promises';
import type { SignalName } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import type { ContainerExit, HttpAddress, LogLine, RunningContainer } from '../engine.ts';
import { SentSignals } from './exit.ts';
import type { Program } from './program.ts';

export interface EmbeddedContainerParts {
  name: string;
  /** The command line. */
  image: string;
  port: number;
  program: Program;
  stopSignal: SignalName;
  /** Called once when it has been disposed. */
  released: () => void;
}

/** A program of the embedded engine that answered its health check. */
export class EmbeddedContainer implements RunningContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly address: HttpAddress;
  readonly url: string;
  readonly logs: AsyncIterable<LogLine>;
  readonly exited: Promise<ContainerExit>;
  readonly #program: Program;
  readonly #stopSignal: SignalName;
  readonly #released: () => void;
  readonly #sent = new SentSignals();
  #stopping: Promise<void> | null = null;
  #disposing: Promise<void> | null = null;

  constructor({ name, image, port, program, stopSignal, released }: EmbeddedContainerParts) {
    this.id = String(program.pid);
    this.name = name;
    this.image = image;
    this.address = { host: '127.0.0.1', port, proxied: false };
    this.url = `http://127.0.0.1:${port}`;
    this.logs = program.output;
    this.exited = program.ended.then((exitCode) => this.#sent.exit(exitCode));
    this.#program = program;
    this.#stopSignal = stopSignal;
    this.#released = released;
  }

  signal(name: SignalName): Promise<void> {
    this.#send(name);
    return Promise.resolve();
  }

  stop(gracePeriodSeconds: number, onAccepted?: () => void): Promise<void> {
    this.#stopping ??= this.#stop(gracePeriodSeconds);
    if (!this.#program.hasEnded) onAccepted?.();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposing ??= this.#dispose();
    return this.#disposing;
  }

  #send(name: SignalName): void {
    // Taken before the call: the program may have ended before it comes back.
    const at = monotonicMs();
    if (this.#program.signal(name)) this.#sent.add(name, at);
  }

  async #stop(gracePeriodSeconds: number): Promise<void> {
    this.#send(this.#stopSignal);
    const ended = new AbortController();
    const grace = delay(gracePeriodSeconds * 1000, 'over', { signal: ended.signal }).catch(() => 'ended');
    const first = await Promise.race([this.exited, grace]);
    ended.abort();
    if (first === 'over') this.#send('SIGKILL');
    await this.exited;
  }

  async #dispose(): Promise<void> {
    this.#send('SIGKILL');
    await this.#program.kill();
    this.#released();
  }
}
