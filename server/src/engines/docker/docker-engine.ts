import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { EngineLostError, LabError } from '../../errors.ts';
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
import type { DockerClient } from './client.ts';
import { asLost, dockerClient, engineHangs, statusOf } from './client.ts';
import { creation } from './creation.ts';
import type { DockerContainer } from './docker-container.ts';
import { Ending } from './ending.ts';
import { EventFeed } from './events.ts';
import { Heartbeat } from './heartbeat.ts';
import { Images } from './images.ts';
import type { Place } from './networks.ts';
import { LabNetworks } from './networks.ts';
import { probeDocker } from './probe.ts';
import { refusedStart, startContainer } from './start.ts';
import { removeOwn, sweepDead } from './sweep.ts';

export interface DockerEngineOptions {
  instance: LabInstance;
  /** The image that lab containers are built on. */
  baseImage: string;
  /** Reaches containers through their published ports only, as where their own addresses are not reached. */
  forcePublishedPort?: boolean;
  /** Goes before DOCKER_HOST. */
  socketPath?: string;
}

/** An engine that hangs must not keep the lab from ending within its 5 s; what is left is swept by the next one. */
const DISPOSAL_PATIENCE_MS = 4_000;

const containerConfigSchema = z.object({ Config: z.object({ StopSignal: z.string().optional() }) });

/** Containers on Docker, behind the lab's own port. */
export class DockerEngine implements Engine {
  readonly kind = 'docker';
  readonly limits: readonly Said[];

  readonly #client: DockerClient;
  readonly #instance: LabInstance;
  readonly #heartbeat: Heartbeat;
  readonly #feed: EventFeed;
  readonly #images: Images;
  readonly #closing = new AbortController();
  readonly #starting = new Set<Promise<unknown>>();
  /** What was made and not removed, and the container of it once it runs. */
  readonly #made = new Map<Ending, DockerContainer | null>();
  readonly #networks: LabNetworks;
  readonly #forcePublishedPort: boolean;
  #disposing: Promise<void> | null = null;

  private constructor(options: DockerEngineOptions, limits: readonly Said[]) {
    this.#client = dockerClient(options.socketPath);
    this.#instance = options.instance;
    this.#heartbeat = new Heartbeat(
      () => this.#client.docker.ping(),
      engineHangs,
      (error) => {
        // In this order: who hears of the loss first is told why.
        this.#feed.lose(error);
        this.#client.close();
      },
    );
    this.#feed = new EventFeed(this.#client, options.instance.id, this.#heartbeat);
    this.#images = new Images(this.#client, options.baseImage);
    this.#networks = new LabNetworks(this.#client.docker, options.instance);
    this.#forcePublishedPort = options.forcePublishedPort ?? false;
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

  lacks({ containers, fault }: EngineDemand): Said | null {
    return faultless(containers, fault);
  }

  async prepare(
    container: LabContainer,
    progress: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    await this.#heartbeat.during((lost) =>
      this.#images.prepare(container, progress, AbortSignal.any([abortSignal, this.#closing.signal, lost])),
    );
    this.warmUp();
  }

  /** Makes the network before it is needed, so that no learner waits for it. What fails here fails again at the start, and is told there. */
  warmUp(): void {
    if (!this.#closing.signal.aborted) this.#networks.warmUp();
  }

  async start(spec: ContainerSpec, abortSignal: AbortSignal): Promise<RunningContainer> {
    const starting = this.#heartbeat.during((lost) =>
      this.#start(spec, AbortSignal.any([abortSignal, this.#closing.signal, lost])),
    );
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
      return await this.#heartbeat.during(() => sweepDead(this.#client.docker, this.#instance));
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
    const place = await this.#networks.place(spec.group);
    const { container, ending } = await this.#create(spec, place, abortSignal).catch(async (error: unknown) => {
      await place.leave();
      throw error;
    });
    this.#made.set(ending, null);
    const onRemoved = async () => {
      this.#made.delete(ending);
      await place.leave();
    };
    try {
      const own = {
        host: place.address,
        isReached: () => !this.#forcePublishedPort && isOwnAddress(place.network.gateway),
      };
      const heartbeat = this.#heartbeat;
      const running = await startContainer({ spec, container, ending, own, heartbeat, onRemoved }, abortSignal);
      this.#made.set(ending, running);
      return running;
    } catch (error) {
      await ending.remove().then(onRemoved, () => {}); // the first error says more; what is left is removed with the engine
      throw abortSignal.aborted ? abortSignal.reason : error;
    }
  }

  async #create(
    spec: ContainerSpec,
    { network, address, forget }: Place,
    abortSignal: AbortSignal,
  ): Promise<{ container: Dockerode.Container; ending: Ending }> {
    await this.#feed.open();
    abortSignal.throwIfAborted();
    try {
      const image = this.#images.of(spec.container);
      const options = creation(spec, this.#instance, { image, network: network.name, address });
      const container = await this.#client.docker.createContainer(options);
      const { Config } = containerConfigSchema.parse(await container.inspect());
      const connection = { client: this.#client, feed: this.#feed, heartbeat: this.#heartbeat };
      return { container, ending: new Ending(connection, container.id, Config.StopSignal ?? 'SIGTERM') };
    } catch (error) {
      // Somebody removed the network or the image: the next run makes it anew.
      if (statusOf(error) === 404) forget();
      throw refusedStart(spec, error);
    }
  }

  async #dispose(): Promise<void> {
    this.#closing.abort(new LabError('shutting-down', said('The lab is ending.')));
    const over = new AbortController();
    const late = sleep(DISPOSAL_PATIENCE_MS, false, { signal: over.signal }).catch(() => false);
    try {
      const isDone = await Promise.race([this.#removeAll().then(() => true), late]);
      if (!isDone) throw engineHangs(said('it takes too long'));
    } catch (error) {
      // An engine that is gone and was never asked for anything has nothing of this lab's.
      if (this.#made.size > 0 || this.#networks.wasUsed) throw asLost(error);
    } finally {
      over.abort();
      for (const container of this.#made.values()) container?.cutLogs();
      this.#feed.close();
      this.#heartbeat[Symbol.dispose]();
      this.#client.close();
    }
  }

  async #removeAll(): Promise<void> {
    const removals = [...this.#made.keys()].map((ending) => ending.remove());
    await Promise.allSettled([...removals, ...this.#starting, this.#networks.settled()]);
    await removeOwn(this.#client.docker, this.#instance);
  }
}

/** Whether this machine has the bridge of the lab's network, and so reaches its containers directly. */
function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((own) => own.address === address));
}
