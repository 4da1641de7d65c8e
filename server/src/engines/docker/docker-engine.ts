import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { PrepareStep } from '#protocol/lane.ts';
import { EngineLostError, LabError, StartError } from '../../errors.ts';
import type { ContainerSpec, Engine, HttpAddress, RunningContainer, SweepReport } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import type { DockerClient } from './client.ts';
import { asLost, dockerClient, engineLost, engineWords, statusOf } from './client.ts';
import { creation } from './creation.ts';
import { DockerContainer } from './docker-container.ts';
import { Ending } from './ending.ts';
import { EventFeed } from './events.ts';
import { healthyAddress } from './health.ts';
import { Images, imageName } from './images.ts';
import { ContainerLogs, lastWords } from './logs.ts';
import { LabNetwork } from './network.ts';
import { probeDocker } from './probe.ts';
import { removeOwn, sweepDead } from './sweep.ts';

export interface DockerEngineOptions {
  instance: LabInstance;
  /** The image that lab containers are built on. */
  baseImage: string;
  /** Goes before DOCKER_HOST. */
  socketPath?: string;
}

/** A container that does not answer its health check for so long has failed to start, in milliseconds. */
const HEALTH_PATIENCE_MS = 30_000;
const LAST_LINES = 20;

const inspectionSchema = z.object({
  Config: z.object({ StopSignal: z.string().optional() }),
  NetworkSettings: z.object({
    Ports: z.record(z.string(), z.array(z.object({ HostIp: z.string(), HostPort: z.string() })).nullable()),
  }),
});

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
  readonly #endings = new Set<Ending>();
  readonly #logs = new Set<ContainerLogs>();
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
    // Made now, the network does not keep the learner waiting later; what fails here fails again at the start, and is told there.
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
    const id = await this.#create(spec, network, address);
    // The engine would finish a creation or a start whose connection is cut, unseen: so they are not cut, but waited for and undone.
    const inspection = inspectionSchema.parse(await this.#client.docker.getContainer(id).inspect());
    const ending = new Ending(this.#client, this.#feed, id, inspection.Config.StopSignal ?? 'SIGTERM');
    this.#endings.add(ending);
    try {
      return await this.#run(spec, { id, network, address, ending }, abortSignal);
    } catch (error) {
      await ending.remove().catch(() => {}); // the first error says more; what is left is removed with the engine
      throw abortSignal.aborted ? abortSignal.reason : error;
    }
  }

  async #create(spec: ContainerSpec, network: LabNetwork, address: string): Promise<string> {
    try {
      const options = creation(spec, this.#instance, { network: network.name, address });
      return (await this.#client.docker.createContainer(options)).id;
    } catch (error) {
      throw this.#startError(spec, error);
    }
  }

  async #run(
    spec: ContainerSpec,
    made: { id: string; network: LabNetwork; address: string; ending: Ending },
    abortSignal: AbortSignal,
  ): Promise<RunningContainer> {
    const { id, ending } = made;
    const container = this.#client.docker.getContainer(id);
    abortSignal.throwIfAborted();
    ending.starts();
    try {
      await container.start();
    } catch (error) {
      throw this.#startError(spec, error);
    }
    const logs = new ContainerLogs(container, ending.exited);
    this.#logs.add(logs);
    try {
      const inspection = inspectionSchema.parse(await container.inspect());
      const port = Number(inspection.NetworkSettings.Ports[`${spec.container.port}/tcp`]?.[0]?.HostPort ?? 0);
      const published: HttpAddress = { host: '127.0.0.1', port, proxied: true };
      const own: HttpAddress = { host: made.address, port: spec.container.port, proxied: false };
      const address = await healthyAddress(
        isOwnAddress(made.network.gateway) ? own : null,
        published,
        spec.container.healthPath,
        AbortSignal.any([abortSignal, AbortSignal.timeout(HEALTH_PATIENCE_MS), endedSignal(ending)]),
      );
      const url = `http://127.0.0.1:${port}`;
      const image = imageName(spec.container);
      return new DockerContainer({ id, name: spec.name, image, address, url, ending, logs });
    } catch (error) {
      logs.release();
      abortSignal.throwIfAborted();
      throw await unhealthy(spec, ending, () => lastWords(container, LAST_LINES), error);
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

  #startError(spec: ContainerSpec, error: unknown): unknown {
    const status = statusOf(error);
    if (status === null) return error;
    const words = engineWords(error);
    if (status === 409) {
      return new StartError(`The name ${spec.name} is taken: ${words}. Remove the other container with "docker rm".`);
    }
    // Somebody removed the network or the image: the next start makes it anew.
    if (status === 404) this.#network = null;
    return new StartError(`Docker could not start ${spec.name}: ${words}. Make a new run.`, { cause: error });
  }

  async #dispose(): Promise<void> {
    this.#closing.abort(new LabError('shutting-down', 'The lab is ending.'));
    try {
      const removals = [...this.#endings].map((ending) => ending.remove());
      await Promise.allSettled([...removals, ...this.#starting, this.#network]);
      await removeOwn(this.#client.docker, this.#instance);
    } catch (error) {
      // An engine that is gone has nothing that could be removed now; the next lab's sweep does it when Docker is back.
      if (!(asLost(error) instanceof EngineLostError)) throw error;
    } finally {
      for (const logs of this.#logs) logs.cut();
      this.#feed.close();
      this.#client.close();
    }
  }
}

/** Whether this machine has the bridge of the lab's network, and so reaches its containers directly. */
function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((own) => own.address === address));
}

/** Aborted when the container has ended, or can no longer be known to run. */
function endedSignal(ending: Ending): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  ending.exited.then(abort, abort);
  return controller.signal;
}

/** Why a container did not come to answer its health check. */
async function unhealthy(
  spec: ContainerSpec,
  ending: Ending,
  readLastWords: () => Promise<string>,
  cause: unknown,
): Promise<unknown> {
  const end = await Promise.race([ending.exited, Promise.resolve(null)]);
  if (end === null && !(cause instanceof Error && cause.name === 'TimeoutError')) return cause;
  const happened =
    end === null
      ? `did not answer GET ${spec.container.healthPath} within ${HEALTH_PATIENCE_MS / 1000} s`
      : `ended with exit code ${end.exitCode} before it answered GET ${spec.container.healthPath}`;
  const words = await readLastWords();
  const said = words === '' ? 'It printed nothing.' : `Its last lines:\n${words}`;
  return new StartError(
    `${spec.name} ${happened}. Look at the program and its settings in ${spec.container.folder}. ${said}`,
  );
}

function networkError(error: unknown): unknown {
  if (statusOf(error) === null) return engineLost(error);
  return new StartError(
    `Docker could not make the lab’s network: ${engineWords(error)}. Where it has no addresses left, "docker network prune" frees some.`,
    { cause: error },
  );
}
