import type { EndedBy } from '#protocol/lane.ts';
import type { SignalName } from '#protocol/signals.ts';
import { signalOfExitCode } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import { EngineLostError } from '../../errors.ts';
import type { ContainerExit, ContainerSpec, HttpAddress, RunningContainer } from '../engine.ts';
import { FakeLog } from './fake-log.ts';
import type { FakeBehaviour } from './fake-program.ts';
import { FakeProgram } from './fake-program.ts';

const EXIT_CODE_SIGKILL = 137;

/** A container of the fake engine. */
export class FakeContainer implements RunningContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly logs = new FakeLog();
  readonly exited: Promise<ContainerExit>;
  readonly #program: FakeProgram;
  readonly #settle: PromiseWithResolvers<ContainerExit>;
  readonly #onGone: () => void;
  readonly #startedAtMs = monotonicMs();
  #port = 0;
  #first: number | null = null;
  #sender: EndedBy = 'itself';
  #isForced = false;
  #isOver = false;
  #stopping: Promise<void> | null = null;

  constructor(spec: ContainerSpec, behaviour: FakeBehaviour, onGone: () => void) {
    this.id = `fake-${spec.name}`;
    this.name = spec.name;
    this.image = `fake/${spec.container.name}`;
    this.#onGone = onGone;
    this.#program = new FakeProgram(this.logs, behaviour, (exitCode) => this.#end(exitCode));
    this.#settle = Promise.withResolvers();
    this.exited = this.#settle.promise;
    this.exited.catch(() => {}); // a test that loses the engine need not look at every container
  }

  get address(): HttpAddress {
    return { host: '127.0.0.1', port: this.#port, proxied: false };
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<void> {
    this.#port = await this.#program.listen();
  }

  async signal(name: SignalName): Promise<void> {
    this.#send(name, 'lab');
  }

  /** A signal that somebody else sends, as from a terminal. */
  signalFromOutside(name: SignalName): void {
    this.#send(name, 'outside');
  }

  stop(gracePeriodSeconds: number, onAccepted?: () => void): Promise<void> {
    if (!this.#isOver) onAccepted?.();
    this.#stopping ??= this.#stop(gracePeriodSeconds);
    return this.#stopping;
  }

  /** The engine goes away: nothing more is known of this container. */
  lose(error: EngineLostError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#program.kill(EXIT_CODE_SIGKILL);
    this.logs.end(error);
    this.#settle.reject(error);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#send('SIGKILL', 'lab');
    await this.exited.catch((error: unknown) => {
      if (!(error instanceof EngineLostError)) throw error;
    });
    this.#onGone();
  }

  async #stop(gracePeriodSeconds: number): Promise<void> {
    this.#send('SIGTERM', 'lab');
    const timer = setTimeout(() => this.#send('SIGKILL', 'lab'), gracePeriodSeconds * 1000);
    try {
      await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }

  #send(name: SignalName, by: 'lab' | 'outside'): void {
    if (this.#isOver) return;
    this.#first ??= monotonicMs();
    if (name === 'SIGHUP' || name === 'SIGUSR1' || name === 'SIGUSR2') return;
    this.#sender = by;
    if (name === 'SIGKILL') {
      this.#isForced = true;
      this.#program.kill(EXIT_CODE_SIGKILL);
    } else this.#program.handle();
  }

  #end(exitCode: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.logs.end();
    const endedAt = monotonicMs();
    this.#settle.resolve({
      exitCode,
      signal: signalOfExitCode(exitCode),
      oomKilled: false,
      oomReported: false,
      forced: this.#isForced,
      endedBy: this.#sender,
      durationMs: endedAt - (this.#first ?? this.#startedAtMs),
      endedAt,
      signalledAt: this.#first,
    });
  }
}
