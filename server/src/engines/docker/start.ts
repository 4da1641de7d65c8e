import type Dockerode from 'dockerode';
import { z } from 'zod';
import { StartError } from '../../errors.ts';
import type { ContainerSpec, HttpAddress } from '../engine.ts';
import { engineWords, statusOf } from './client.ts';
import { DockerContainer } from './docker-container.ts';
import type { Ending } from './ending.ts';
import { healthyAddress } from './health.ts';
import { imageName } from './images.ts';
import { ContainerLogs, lastWords } from './logs.ts';

/** A container that was created and is to be started. */
export interface CreatedContainer {
  spec: ContainerSpec;
  container: Dockerode.Container;
  ending: Ending;
  /** Its own address, and whether this machine reaches it: a bridge is up only while a container is on it. */
  own: { host: string; isReached: () => boolean };
  onRemoved: () => void;
}

/** A container that does not answer its health check for so long has failed to start, in milliseconds. */
const HEALTH_PATIENCE_MS = 30_000;
const LAST_LINES = 20;

const portsSchema = z.object({
  NetworkSettings: z.object({
    Ports: z.record(z.string(), z.array(z.object({ HostIp: z.string(), HostPort: z.string() })).nullable()),
  }),
});

/**
 * Starts a container and waits for its health check. Removing it after a failure is the caller's: a start is never cut off,
 * because the engine would finish it unseen.
 * @throws StartError, EngineLostError, the signal's reason
 */
export async function startContainer(created: CreatedContainer, abortSignal: AbortSignal): Promise<DockerContainer> {
  const { spec, container, ending } = created;
  abortSignal.throwIfAborted();
  ending.starts();
  await container.start().catch((error: unknown) => {
    throw refusedStart(spec, error);
  });
  const logs = new ContainerLogs(container, ending.exited);
  const ended = endedSignal(ending);
  const patience = AbortSignal.timeout(HEALTH_PATIENCE_MS);
  try {
    const port = await publishedPort(spec, container);
    const address = await healthyAddress(
      created.own.isReached() ? { host: created.own.host, port: spec.container.port, proxied: false } : null,
      { host: '127.0.0.1', port, proxied: true },
      spec.container.healthPath,
      AbortSignal.any([abortSignal, patience, ended]),
    );
    return running(created, logs, address, port);
  } catch (error) {
    logs.cut();
    abortSignal.throwIfAborted();
    if (ended.aborted) throw await endedTooSoon(spec, container, ending);
    if (patience.aborted) throw await neverHealthy(spec, container);
    throw error;
  }
}

/** What the engine's refusal to create or start a container means. */
export function refusedStart(spec: ContainerSpec, error: unknown): unknown {
  const status = statusOf(error);
  if (status === null) return error;
  const words = engineWords(error);
  const advice = status === 409 ? `Remove what has the name ${spec.name}, with "docker rm".` : 'Make a new run.';
  return new StartError(`Docker could not start ${spec.name}: ${words} ${advice}`, { cause: error });
}

function running(
  created: CreatedContainer,
  logs: ContainerLogs,
  address: HttpAddress,
  port: number,
): DockerContainer {
  const { spec, container, ending, onRemoved } = created;
  const url = `http://127.0.0.1:${port}`;
  return new DockerContainer({
    id: container.id,
    name: spec.name,
    image: imageName(spec.container),
    address,
    url,
    ending,
    logs,
    onRemoved,
  });
}

/** The port of 127.0.0.1; 0, which nobody answers on, where the container ended before it could be read. */
async function publishedPort(spec: ContainerSpec, container: Dockerode.Container): Promise<number> {
  const { NetworkSettings } = portsSchema.parse(await container.inspect());
  return Number(NetworkSettings.Ports[`${spec.container.port}/tcp`]?.[0]?.HostPort ?? 0);
}

/** Aborted when the container has ended, or can no longer be known to run. */
function endedSignal(ending: Ending): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  ending.exited.then(abort, abort);
  return controller.signal;
}

/** @throws EngineLostError where it is the engine that ended */
async function endedTooSoon(
  spec: ContainerSpec,
  container: Dockerode.Container,
  ending: Ending,
): Promise<StartError> {
  const { exitCode } = await ending.exited;
  return startError(spec, container, `ended with exit code ${exitCode} before it answered`);
}

function neverHealthy(spec: ContainerSpec, container: Dockerode.Container): Promise<StartError> {
  return startError(spec, container, `did not answer within ${HEALTH_PATIENCE_MS / 1000} s`);
}

async function startError(
  spec: ContainerSpec,
  container: Dockerode.Container,
  happened: string,
): Promise<StartError> {
  const words = await lastWords(container, LAST_LINES);
  const said = words === '' ? 'It printed nothing.' : `Its last lines:\n${words}`;
  return new StartError(
    `${spec.name} ${happened} GET ${spec.container.healthPath}. Look at the program and its settings in ${spec.container.folder}. ${said}`,
  );
}
