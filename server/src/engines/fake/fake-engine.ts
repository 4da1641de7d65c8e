import { once } from 'node:events';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { EngineLostError, ImageBuildError, LabError, StartError } from '../../errors.ts';
import { faultless } from '../demand.ts';
import type { ContainerSpec, Engine, EngineDemand, PrepareProgress, SweepReport } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import { isOwnerDead } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import { FakeContainer } from './fake-container.ts';
import type { FakeBehaviour } from './fake-program.ts';

/** What all fake engines of one test share: the containers of every lab on it. */
export type FakeMachine = Set<{ instance: LabInstance; container: FakeContainer }>;

export interface FakeEngineOptions {
  instance: LabInstance;
  /** Shared where two labs are to see each other. */
  machine?: FakeMachine;
  /** How the program of a container behaves; what is left out drains and serves, with the handler time of `HANDLER_TIME_MS`. */
  behaviour?: (spec: ContainerSpec) => Partial<FakeBehaviour>;
  /** The builder's words where `prepare` is to fail. */
  prepareFailure?: string;
}

/** An engine for unit tests: everything happens in this process, at once and always in the same order. */
export class FakeEngine implements Engine {
  readonly kind = 'fake';
  readonly limits: readonly Said[] = [];
  readonly #options: FakeEngineOptions;
  readonly #machine: FakeMachine;
  readonly #closing = new AbortController();
  #lost: EngineLostError | null = null;

  constructor(options: FakeEngineOptions) {
    this.#options = options;
    this.#machine = options.machine ?? new Set();
  }

  /** The containers that this engine has made and not removed, in the order of their start. */
  get containers(): FakeContainer[] {
    const own = [...this.#machine].filter(({ instance }) => instance.id === this.#options.instance.id);
    return own.map(({ container }) => container);
  }

  resolve(container: LabContainer): LabContainer {
    return container;
  }

  lacks({ containers, fault }: EngineDemand): Said | null {
    return faultless(containers, fault);
  }

  async prepare(
    container: LabContainer,
    progress: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    abortSignal.throwIfAborted();
    if (this.#lost !== null) throw this.#lost;
    progress({ phase: 'image', said: said('Step 1/1: fake/{name}', { name: container.name }), done: 0, total: 1 });
    const { prepareFailure } = this.#options;
    if (prepareFailure !== undefined) throw new ImageBuildError({ text: prepareFailure });
  }

  async start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<FakeContainer> {
    const aborted = AbortSignal.any([abortSignal, this.#closing.signal]);
    aborted.throwIfAborted();
    if (this.#lost !== null) throw this.#lost;
    if (this.containers.some(({ name }) => name === spec.name)) {
      throw new StartError(said('The name {name} is taken. Remove the other container.', { name: spec.name }));
    }
    const behaviour: FakeBehaviour = {
      lines: [],
      onTerm: 'drain',
      start: 'serve',
      words: 'this program cannot start',
      remembers: false,
      offStatus: 204,
      faultStatus: 202,
      survivesFaults: false,
      irremovable: false,
      handlerTimeMs: Number(spec.environment.HANDLER_TIME_MS ?? 0),
      ...this.#options.behaviour?.(spec),
    };
    if (behaviour.start === 'fail') {
      const values = { name: spec.name, words: behaviour.words };
      throw new StartError(said('{name} ended with exit code 3: {words}', values));
    }
    if (behaviour.start === 'hang') {
      if (!aborted.aborted) await once(aborted, 'abort');
      throw aborted.reason;
    }
    const entry = {
      instance: this.#options.instance,
      container: new FakeContainer(spec, behaviour, () => this.#machine.delete(entry)),
    };
    this.#machine.add(entry);
    await entry.container.listen();
    if (!aborted.aborted) return entry.container;
    await entry.container[Symbol.asyncDispose]();
    throw aborted.reason;
  }

  async sweep(): Promise<SweepReport> {
    const swept: string[] = [];
    for (const { instance, container } of [...this.#machine]) {
      if (!(await isOwnerDead(instance.owner))) continue;
      swept.push(container.name);
      await container[Symbol.asyncDispose]();
    }
    return { containers: swept, networks: [], processes: [], left: [] };
  }

  /** Goes away, as a Docker engine that is stopped: its containers' ends can no longer be known. */
  lose(): void {
    this.#lost = new EngineLostError(said('The fake engine went away. Make a new run on another one.'));
    for (const container of this.containers) container.lose(this.#lost);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new LabError('shutting-down', 'The lab is ending.'));
    await Promise.all(this.containers.map((container) => container[Symbol.asyncDispose]()));
  }
}
