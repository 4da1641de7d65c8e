import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { LabError, StartError } from '../../errors.ts';
import { faultless } from '../demand.ts';
import type {
  ContainerSpec,
  Engine,
  EngineDemand,
  PrepareProgress,
  RunningContainer,
  SweepReport,
} from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import { commandLineOf, commandOf } from './command.ts';
import { EmbeddedContainer } from './container.ts';
import { releasePort } from './free-port.ts';
import { Installations } from './installations.ts';
import type { Isolation } from './isolation.ts';
import { probeIsolation } from './isolation.ts';
import { limitsOf } from './limits.ts';
import { startProgram } from './start-program.ts';
import { sweepProcesses } from './sweep.ts';
import { WorkFolders } from './work-folders.ts';

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
  readonly #work: WorkFolders;
  readonly #disposing = new AbortController();
  /** Names in use, with the container once it runs. */
  readonly #running = new Map<string, EmbeddedContainer | null>();
  readonly #starting = new Set<Promise<unknown>>();

  private constructor(options: EmbeddedEngineOptions, isolation: Isolation) {
    this.#instance = options.instance;
    this.#containers = options.containers;
    this.#isolation = isolation;
    this.#work = new WorkFolders(options.dataFolder, options.instance);
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

  get limits(): readonly Said[] {
    const replaced = [...this.#containers.values()].flatMap((container): Said[] => {
      const installation = this.#installations.of(container);
      // What is made for Docker alone is nobody's loss here: the scenarios that need it say so.
      if (installation.kind !== 'missing' || container.embedded === undefined) return [];
      const standIn = this.resolve(container);
      const { reason } = installation;
      if (standIn === container) return [reason];
      return [said('{reason} {standIn} stands in for it.', { reason, standIn: standIn.name })];
    });
    return [...limitsOf(this.#isolation), ...replaced];
  }

  resolve(container: LabContainer): LabContainer {
    if (this.#installations.of(container).kind !== 'missing') return container;
    return this.#containers.get(container.embedded?.standIn ?? '') ?? container;
  }

  lacks({ containers, runtime, isGroup, fault }: EngineDemand): Said | null {
    for (const container of containers) {
      const installation = this.#installations.of(container);
      if (installation.kind === 'missing') return installation.reason;
    }
    if (isGroup)
      return said(
        'The embedded engine has no network of its own for a balancer and its replicas: this needs Docker.',
      );
    if (runtime.init) return said('The embedded engine puts no init before a program: this needs Docker.');
    if (runtime.restartPolicy !== 'no')
      return said('The embedded engine has no restart policies: this needs Docker.');
    if (fault !== null) {
      return (
        faultless(containers, fault) ??
        said('The embedded engine sets no limits in which a program could fail safely: this needs Docker.')
      );
    }
    return runtime.form === 'exec' ? null : this.#lacksNamespace();
  }

  /** What a shell as process 1 does with a signal can be seen only where there is such a process. */
  #lacksNamespace(): Said | null {
    return this.#isolation.namespace === null
      ? said(
          'This machine gives programs no PID namespace of their own, so no shell can be process 1: this needs Docker.',
        )
      : null;
  }

  async prepare(
    container: LabContainer,
    progress: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    const bounded = AbortSignal.any([abortSignal, this.#disposing.signal]);
    await this.#installations.install(container, progress, bounded);
  }

  async start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer> {
    abortSignal.throwIfAborted();
    if (this.#disposing.signal.aborted)
      throw new LabError('shutting-down', said('The lab is ending: it starts nothing more.'));
    if (this.#running.has(spec.name))
      throw new StartError(said('There is a container {name} already.', { name: spec.name }));
    this.#running.set(spec.name, null);
    try {
      return await this.#whileStarting(this.#start(spec, AbortSignal.any([abortSignal, this.#disposing.signal])));
    } catch (thrown) {
      this.#running.delete(spec.name);
      throw thrown;
    }
  }

  async sweep(): Promise<SweepReport> {
    const processes = await sweepProcesses();
    await this.#work.sweep();
    return { containers: [], networks: [], processes, left: [] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposing.abort();
    await Promise.allSettled(this.#starting);
    const containers = [...this.#running.values()];
    await Promise.all(containers.map((container) => container?.[Symbol.asyncDispose]()));
    await this.#work.remove();
  }

  async #start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer> {
    const dataFolder = spec.container.dataPath === undefined ? null : await this.#work.folder(spec.name);
    const wanted = {
      container: spec.container,
      arguments: spec.arguments,
      environment: spec.environment,
      form: spec.runtime?.form ?? 'exec',
      dataFolder,
      instance: this.#instance,
      isolation: this.#isolation,
      virtualEnvironment: this.#virtualEnvironmentOf(spec.container),
    };
    const { program, port } = await startProgram(wanted, abortSignal).catch(async (error: unknown) => {
      await this.#work.removeFolder(spec.name);
      throw error;
    });
    const isShell = wanted.form === 'shell';
    const container = new EmbeddedContainer({
      name: spec.name,
      image: commandLineOf(spec.container, port, spec.arguments),
      words: {
        image: spec.container.name,
        entrypoint: commandOf(spec.container, port, isShell ? spec.arguments : [], wanted.form),
        command: isShell ? [] : spec.arguments,
        environment: Object.entries({ ...spec.environment, HOST: '127.0.0.1', PORT: port }).map(
          ([name, value]) => `${name}=${value}`,
        ),
      },
      port,
      program,
      stopSignal: spec.runtime?.stopSignal ?? spec.container.embedded?.stopSignal ?? 'SIGTERM',
      again: (signal) => startProgram(wanted, AbortSignal.any([signal, this.#disposing.signal])),
      released: async () => {
        this.#running.delete(spec.name);
        releasePort(port);
        await this.#work.removeFolder(spec.name);
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
          form: 'exec',
          dataFolder: null,
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
