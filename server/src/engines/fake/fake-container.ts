import type { EndedBy } from '#protocol/lane.ts';
import type { RuntimeSettings } from '#protocol/runtime-knobs.ts';
import { PLAIN_RUNTIME } from '#protocol/runtime-knobs.ts';
import type { SignalName } from '#protocol/signals.ts';
import { signalOfExitCode } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import { EngineLostError, LabError } from '../../errors.ts';
import type { ContainerDetails, ContainerProcess, ContainerUsage } from '../details.ts';
import type { ContainerExit, ContainerSpec, HttpAddress, RunningContainer } from '../engine.ts';
import { fakeDetails, fakeProcess, fakeUsage } from './fake-details.ts';
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
  readonly cameBack: Promise<HttpAddress | null>;
  /** Whether the engine carries out no signal. */
  refuses = false;
  timesStartedAgain = 0;
  readonly #program: FakeProgram;
  readonly #behaviour: FakeBehaviour;
  readonly #runtime: RuntimeSettings;
  readonly #spec: ContainerSpec;
  readonly #createdAt = new Date();
  #ended: { exitCode: number; at: Date } | null = null;
  #isGone = false;
  /** Its next life: by its restart policy, or because it was started again. */
  #again: FakeProgram | null = null;
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
    this.#spec = spec;
    this.#onGone = onGone;
    this.#behaviour = behaviour;
    this.#runtime = spec.runtime ?? PLAIN_RUNTIME;
    this.#program = new FakeProgram(this.logs, behaviour, (exitCode) => this.#end(exitCode));
    this.#settle = Promise.withResolvers();
    this.exited = this.#settle.promise;
    this.cameBack = this.exited.then(
      ({ restarts }) => (restarts ? this.#comeBack() : null),
      () => null,
    );
    this.exited.catch(() => {}); // a test that loses the engine need not look at every container
  }

  get address(): HttpAddress {
    return { host: '127.0.0.1', port: this.#port, proxied: false };
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get inside(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<void> {
    this.#port = await this.#program.listen();
  }

  /** Whether its program has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  async signal(name: SignalName): Promise<void> {
    if (this.refuses) throw new LabError('engine-failed', 'The fake engine carries out no signal.');
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

  async startAgain(abortSignal: AbortSignal): Promise<HttpAddress> {
    abortSignal.throwIfAborted();
    this.timesStartedAgain += 1;
    this.#again = new FakeProgram(new FakeLog(), this.#behaviour, () => undefined, this.#program.memory);
    return { host: '127.0.0.1', port: await this.#again.listen(), proxied: false };
  }

  async inspect(): Promise<ContainerDetails> {
    const standing = { port: this.#port, createdAt: this.#createdAt, end: this.#ended };
    return fakeDetails(this.#spec, { ...standing, isRunning: this.#runs() });
  }

  async processes(): Promise<ContainerProcess[]> {
    return this.#runs() ? [fakeProcess()] : [];
  }

  async usage(): Promise<ContainerUsage> {
    return fakeUsage(this.#runs());
  }

  /** Whether a life of it goes on. @throws LabError `not-found` */
  #runs(): boolean {
    if (this.#isGone) throw new LabError('not-found', 'The container was removed.');
    return !this.#isOver || (this.#again !== null && !this.#again.isOver);
  }

  async #comeBack(): Promise<HttpAddress> {
    this.#again = new FakeProgram(this.logs, this.#behaviour, () => this.logs.end(), this.#program.memory);
    return { host: '127.0.0.1', port: await this.#again.listen(this.#port), proxied: false };
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
    await this.cameBack;
    this.#again?.kill(EXIT_CODE_SIGKILL);
    await this.exited.catch((error: unknown) => {
      if (!(error instanceof EngineLostError)) throw error;
    });
    this.#isGone = true;
    this.#onGone();
    if (this.#behaviour.irremovable) throw new LabError('engine-failed', 'The fake engine could not remove it.');
  }

  async #stop(gracePeriodSeconds: number): Promise<void> {
    this.#send(this.#runtime.stopSignal ?? 'SIGTERM', 'lab');
    const timer = setTimeout(() => this.#send('SIGKILL', 'lab'), gracePeriodSeconds * 1000);
    try {
      await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }

  #send(name: SignalName, by: 'lab' | 'outside'): void {
    if (this.#isOver) {
      if (name === 'SIGKILL') this.#again?.kill(EXIT_CODE_SIGKILL);
      return;
    }
    this.#first ??= monotonicMs();
    if (name === 'SIGHUP' || name === 'SIGUSR1' || name === 'SIGUSR2') return;
    this.#sender = by;
    if (name === 'SIGKILL') {
      this.#isForced = true;
      this.#program.kill(EXIT_CODE_SIGKILL);
    } else if (this.#runtime.form === 'exec') this.#program.handle(name);
    // A shell as process 1 passes no signal on, and ignores what it has no handler for.
  }

  #end(exitCode: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#ended = { exitCode, at: new Date() };
    const restarts = this.#runtime.restartPolicy === 'always' && this.#sender === 'itself';
    if (!restarts) this.logs.end();
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
      restarts,
    });
  }
}
