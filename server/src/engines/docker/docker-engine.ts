import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { PrepareStep } from '#protocol/lane.ts';
import { EngineLostError, LabError, StartError } from '../../errors.ts';
import type { ContainerSpec, Engine, RunningContainer, SweepReport } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import type { DockerClient } from './client.ts';
import { asLost, dockerClient, engineLost, engineWords, statusOf } from './client.ts';
import { creation } from './creation.ts';
import type { DockerContainer } from './docker-container.ts';
import { Ending } from './ending.ts';
import { EventFeed } from './events.ts';
import { Images } from './images.ts';
import { LabNetwork } from './network.ts';
import { probeDocker } from './probe.ts';
import { refusedStart, startContainer } from './start.ts';
import { removeOwn, sweepDead } from './sweep.ts';

export interface DockerEngineOptions {
  instance: LabInstance;
  /** The image that lab containers are built on. */
  baseImage: string;
  /** Goes before DOCKER_HOST. */
  socketPath?: string;
}

/** An engine that hangs must not keep the lab from ending within its 5 s; what is left is swept by the next one. */
const DISPOSAL_PATIENCE_MS = 4_000;

const imageConfigSchema = z.object({ Config: z.object({ StopSignal: z.string().optional() }) });

/** Containers on Docker, behind the lab's own port. */
export class DockerEngine implements Engine {
  readonly kind = 'docker';
  readonly limits: readonly string[];

  readonly #client: DockerClient;
  readonly #instance: LabInstance;
  readonly #feed: EventFeed;
  readonly #images: Images;
  readonly #closing = new AbortController();
  readonly #starting = new Set<Promise<unknown>>();
  /** What was made and not removed, and the container of it once it runs. */
  readonly #made = new Map<Ending, DockerContainer | null>();
  #network: Promise<LabNetwork> | null = null;
  #networks = 0;
  #disposing: Promise<void> | null = null;

  private constructor(options: DockerEngineOptions, limits: string[]) {
    this.#client = dockerClient(options.socketPath);
    this.#instance = options.instance;
    this.#feed = new EventFeed(this.#client, options.instance.id);
    this.#images = new Images(this.#client, options.baseImage);
    this.limits = limits;
  }

  /** Connects within 2 s. @throws EngineLostError that says why Docker cannot be used and what to do */
  static async connect(options: DockerEngineOptions): Promise<DockerEngine> {
    const probe = await probeDocker(options.socketPath);
    if (!probe.available) throw new EngineLostError(probe.reason);
    return new DockerEngine(options, probe.limits);
  }

  resolve(container: LabContainer): LabContainer {
    return container;
  }

  async prepare(
    container: LabContainer,
    progress: (step: PrepareStep) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    await this.#images.prepare(container, progress, AbortSignal.any([abortSignal, this.#closing.signal]));
    this.warmUp();
  }

  /** Makes the network before it is needed, so that no learner waits for it. What fails here fails again at the start, and is told there. */
  warmUp(): void {
    if (!this.#closing.signal.aborted) this.#labNetwork().catch(() => {});
  }

  async start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer> {
    const starting = this.#start(spec, AbortSignal.any([abortSignal, this.#closing.signal]));
    this.#starting.add(starting);
    try {
      return await starting;
    } catch (error) {
      throw asLost(error);
    } finally {
      this.#starting.delete(starting);
    }
  }

  async sweep(): Promise<SweepReport> {
    try {
      return await sweepDead(this.#client.docker, this.#instance);
    } catch (error) {
      throw asLost(error);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposing ??= this.#dispose();
    return this.#disposing;
  }

  async #start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer> {
    abortSignal.throwIfAborted();
    const { network, address } = await this.#place();
    await this.#feed.open();
    abortSignal.throwIfAborted();
    const container = await this.#create(spec, network, address);
    const { Config } = imageConfigSchema.parse(await container.inspect());
    const ending = new Ending(this.#client, this.#feed, container.id, Config.StopSignal ?? 'SIGTERM');
    this.#made.set(ending, null);
    const onRemoved = () => this.#made.delete(ending);
    try {
      const own = { host: address, isReached: () => isOwnAddress(network.gateway) };
      const running = await startContainer({ spec, container, ending, own, onRemoved }, abortSignal);
      this.#made.set(ending, running);
      return running;
    } catch (error) {
      await ending.remove().then(onRemoved, () => {}); // the first error says more; what is left is removed with the engine
      throw abortSignal.aborted ? abortSignal.reason : error;
    }
  }

  async #create(spec: ContainerSpec, network: LabNetwork, address: string): Promise<Dockerode.Container> {
    try {
      const options = creation(spec, this.#instance, { network: network.name, address });
      return await this.#client.docker.createContainer(options);
    } catch (error) {
      // Somebody removed the network or the image: the next run makes it anew.
      if (statusOf(error) === 404) this.#network = null;
      throw refusedStart(spec, error);
    }
  }

  /** The network and an address in it that was never used before. */
  async #place(): Promise<{ network: LabNetwork; address: string }> {
    for (;;) {
      const network = await this.#labNetwork();
      const address = network.takeAddress();
      if (address !== null) return { network, address };
      this.#network = null;
    }
  }

  #labNetwork(): Promise<LabNetwork> {
    if (this.#network === null) {
      this.#networks += 1;
      const name = `graceful-shutdown-lab-${this.#instance.id}-${this.#networks}`;
      this.#network = LabNetwork.create(this.#client.docker, this.#instance, name).catch((error: unknown) => {
        this.#network = null;
        throw error instanceof LabError ? error : networkError(error);
      });
    }
    return this.#network;
  }

  async #dispose(): Promise<void> {
    this.#closing.abort(new LabError('shutting-down', 'The lab is ending.'));
    const over = new AbortController();
    const late = sleep(DISPOSAL_PATIENCE_MS, false, { signal: over.signal }).catch(() => false);
    try {
      const isDone = await Promise.race([this.#removeAll().then(() => true), late]);
      if (!isDone) throw engineLost(new Error('it takes too long'));
    } catch (error) {
      // An engine that is gone and was never asked for anything has nothing of this lab's.
      if (this.#made.size > 0 || this.#network !== null) throw asLost(error);
    } finally {
      over.abort();
      for (const container of this.#made.values()) container?.cutLogs();
      this.#feed.close();
      this.#client.close();
    }
  }

  async #removeAll(): Promise<void> {
    const removals = [...this.#made.keys()].map((ending) => ending.remove());
    await Promise.allSettled([...removals, ...this.#starting, this.#network]);
    await removeOwn(this.#client.docker, this.#instance);
  }
}

/** Whether this machine has the bridge of the lab's network, and so reaches its containers directly. */
function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((own) => own.address === address));
}

function networkError(error: unknown): unknown {
  if (statusOf(error) === null) return engineLost(error);
  return new StartError(
    `Docker could not make the lab’s network: ${engineWords(error)}. Where it has no addresses left, "docker network prune" frees some.`,
    { cause: error },
  );
}
