import { setTimeout as delay } from 'node:timers/promises';
import { said } from '#protocol/language/say.ts';
import type { SignalName } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import { LabError } from '../../errors.ts';
import type { ContainerDetails, ContainerProcess, ContainerUsage } from '../details.ts';
import type { ContainerExit, HttpAddress, LogLine, RunningContainer } from '../engine.ts';
import { SentSignals } from './exit.ts';
import { releasePort } from './free-port.ts';
import { processesOf, usageOf } from './processes.ts';
import type { Program } from './program.ts';
import type { StartedProgram } from './start-program.ts';

export interface EmbeddedContainerParts {
  name: string;
  /** The command line. */
  image: string;
  /** What it runs, as `inspect` tells it. */
  words: Pick<ContainerDetails, 'image' | 'entrypoint' | 'command' | 'environment'>;
  port: number;
  program: Program;
  stopSignal: SignalName;
  /** Called once when it has been disposed. */
  released: () => Promise<void>;
  /** Starts the same program once more, on a port of its own. */
  again: (abortSignal: AbortSignal) => Promise<StartedProgram>;
}

/** A program of the embedded engine that answered its health check. */
export class EmbeddedContainer implements RunningContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly address: HttpAddress;
  readonly url: string;
  readonly inside: string;
  readonly logs: AsyncIterable<LogLine>;
  readonly exited: Promise<ContainerExit>;
  /** There are no restart policies here. */
  readonly cameBack: Promise<HttpAddress | null>;
  readonly #words: EmbeddedContainerParts['words'];
  readonly #program: Program;
  readonly #stopSignal: SignalName;
  readonly #released: () => Promise<void>;
  readonly #again: (abortSignal: AbortSignal) => Promise<StartedProgram>;
  readonly #restarts: Promise<StartedProgram>[] = [];
  #latest: StartedProgram;
  readonly #sent = new SentSignals();
  #stopping: Promise<void> | null = null;
  #disposing: Promise<void> | null = null;

  constructor({ name, image, words, port, program, stopSignal, released, again }: EmbeddedContainerParts) {
    this.id = String(program.pid);
    this.name = name;
    this.image = image;
    this.address = { host: '127.0.0.1', port, proxied: false };
    this.url = `http://127.0.0.1:${port}`;
    this.inside = `127.0.0.1:${port}`;
    this.logs = program.output;
    this.exited = program.ended.then((exitCode) => this.#sent.exit(exitCode));
    this.cameBack = this.exited.then(() => null);
    this.#words = words;
    this.#program = program;
    this.#latest = { program, port };
    this.#stopSignal = stopSignal;
    this.#released = released;
    this.#again = again;
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

  async startAgain(abortSignal: AbortSignal): Promise<HttpAddress> {
    const starting = this.#again(abortSignal);
    this.#restarts.push(starting);
    this.#latest = await starting;
    const { port } = this.#latest;
    return { host: '127.0.0.1', port, proxied: false };
  }

  async inspect(): Promise<ContainerDetails> {
    const { program, port } = this.#there();
    const { end, startedAt, pid } = program;
    return {
      status: end === null ? 'running' : 'exited',
      isRunning: end === null,
      pid: end === null ? pid : 0,
      exitCode: end?.exitCode ?? 0,
      oomKilled: null,
      createdAt: this.#program.startedAt.toISOString(),
      startedAt: startedAt.toISOString(),
      finishedAt: end?.at.toISOString() ?? this.#program.end?.at.toISOString() ?? null,
      ...this.#words,
      stopSignal: this.#stopSignal,
      memoryBytes: null,
      pidsLimit: null,
      restartPolicy: 'no',
      hasInit: false,
      ports: end === null ? [{ containerPort: port, hostIp: '127.0.0.1', hostPort: port }] : [],
    };
  }

  async processes(): Promise<ContainerProcess[]> {
    const { program } = this.#there();
    return program.hasEnded ? [] : await processesOf(program.pid);
  }

  async usage(): Promise<ContainerUsage> {
    const { program } = this.#there();
    return program.hasEnded ? NO_USAGE : await usageOf(program.pid);
  }

  /** Its latest life. @throws LabError `not-found` */
  #there(): StartedProgram {
    if (this.#disposing !== null) throw new LabError('not-found', said('The container was removed.'));
    return this.#latest;
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
    for (const restarted of await Promise.allSettled(this.#restarts)) {
      // One that did not come to answer left nothing.
      if (restarted.status === 'rejected') continue;
      await restarted.value.program.kill();
      releasePort(restarted.value.port);
    }
    await this.#released();
  }
}

const NO_USAGE: ContainerUsage = {
  cpuPercent: 0,
  memoryBytes: 0,
  memoryLimitBytes: null,
  network: null,
  blocks: null,
  processes: 0,
};
