import type { PrepareStep } from '#protocol/lane.ts';
import { LabError, StartError } from '../../errors.ts';
import type { ContainerSpec, Engine, RunningContainer, SweepReport } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import { commandLineOf } from './command.ts';
import { EmbeddedContainer } from './container.ts';
import { releasePort } from './free-port.ts';
import { Installations } from './installations.ts';
import type { Isolation } from './isolation.ts';
import { probeIsolation } from './isolation.ts';
import { limitsOf } from './limits.ts';
import { startProgram } from './start-program.ts';
import { sweepProcesses } from './sweep.ts';

export interface EmbeddedEngineOptions {
  instance: LabInstance;
  /** Every lab container, among them the stand-ins, by name. */
  containers: ReadonlyMap<string, LabContainer>;
  /** Where virtual environments are made. */
  dataFolder: string;
  /** What this machine allows; found out where it is not given. */
  isolation?: Isolation;
}

/** Runs the lab containers' own programs as child processes: no Docker needed. */
export class EmbeddedEngine implements Engine {
  readonly kind = 'embedded';
  readonly #instance: LabInstance;
  readonly #containers: ReadonlyMap<string, LabContainer>;
  readonly #isolation: Isolation;
  readonly #installations: Installations;
  readonly #disposing = new AbortController();
  /** Names in use, with the container once it runs. */
  readonly #running = new Map<string, EmbeddedContainer | null>();
  readonly #starting = new Set<Promise<unknown>>();

  private constructor(options: EmbeddedEngineOptions, isolation: Isolation) {
    this.#instance = options.instance;
    this.#containers = options.containers;
    this.#isolation = isolation;
    this.#installations = new Installations(options.dataFolder, (container, virtualEnvironment) =>
      this.#tryStart(container, virtualEnvironment),
    );
  }

  /** Finds out what this machine allows and which programs it has: `resolve` answers from that. */
  static async create(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
    const engine = new EmbeddedEngine(options, options.isolation ?? (await probeIsolation()));
    await Promise.all([...options.containers.values()].map((container) => engine.#installations.look(container)));
    return engine;
  }

  get limits(): readonly string[] {
    const replaced = [...this.#containers.values()].flatMap((container) => {
      const installation = this.#installations.of(container);
      if (installation.kind !== 'missing') return [];
      const standIn = this.resolve(container);
      return [
        standIn === container ? installation.reason : `${installation.reason} ${standIn.name} stands in for it.`,
      ];
    });
    return [...limitsOf(this.#isolation), ...replaced];
  }

  resolve(container: LabContainer): LabContainer {
    if (this.#installations.of(container).kind !== 'missing') return container;
    return this.#containers.get(container.embedded.standIn ?? '') ?? container;
  }

  async prepare(
    container: LabContainer,
    progress: (step: PrepareStep) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    const bounded = AbortSignal.any([abortSignal, this.#disposing.signal]);
    await this.#installations.install(container, progress, bounded);
  }

  async start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer> {
    abortSignal.throwIfAborted();
    if (this.#disposing.signal.aborted)
      throw new LabError('shutting-down', 'The lab is ending: it starts nothing more.');
    if (this.#running.has(spec.name)) throw new StartError(`There is a container ${spec.name} already.`);
    this.#running.set(spec.name, null);
    try {
      return await this.#whileStarting(this.#start(spec, AbortSignal.any([abortSignal, this.#disposing.signal])));
    } catch (thrown) {
      this.#running.delete(spec.name);
      throw thrown;
    }
  }

  async sweep(): Promise<SweepReport> {
    return { containers: [], networks: [], processes: await sweepProcesses(), left: [] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposing.abort();
    await Promise.allSettled(this.#starting);
    const containers = [...this.#running.values()];
    await Promise.all(containers.map((container) => container?.[Symbol.asyncDispose]()));
  }

  async #start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer> {
    const { program, port } = await startProgram(
      {
        container: spec.container,
        arguments: spec.arguments,
        environment: spec.environment,
        instance: this.#instance,
        isolation: this.#isolation,
        virtualEnvironment: this.#virtualEnvironmentOf(spec.container),
      },
      abortSignal,
    );
    const container = new EmbeddedContainer({
      name: spec.name,
      image: commandLineOf(spec.container, port, spec.arguments),
      port,
      program,
      stopSignal: spec.container.embedded.stopSignal,
      released: () => {
        this.#running.delete(spec.name);
        releasePort(port);
      },
    });
    this.#running.set(spec.name, container);
    return container;
  }

  async #tryStart(container: LabContainer, virtualEnvironment: string | null): Promise<void> {
    const { program, port } = await this.#whileStarting(
      startProgram(
        {
          container,
          arguments: [],
          environment: {},
          instance: this.#instance,
          isolation: this.#isolation,
          virtualEnvironment,
        },
        this.#disposing.signal,
      ),
    );
    await program.kill();
    releasePort(port);
  }

  #virtualEnvironmentOf(container: LabContainer): string | null {
    const installation = this.#installations.of(container);
    return installation.kind === 'virtual-environment' ? installation.environment.folder : null;
  }

  /** Lets the disposal of the engine wait for a start that it aborts. */
  async #whileStarting<T>(starting: Promise<T>): Promise<T> {
    this.#starting.add(starting);
    try {
      return await starting;
    } finally {
      this.#starting.delete(starting);
    }
  }
}
