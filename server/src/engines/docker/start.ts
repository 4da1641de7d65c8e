import type Dockerode from 'dockerode';
import { z } from 'zod';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { StartError } from '../../errors.ts';
import type { ContainerSpec, HttpAddress } from '../engine.ts';
import { imageName } from '../lab-container.ts';
import { asLost, engineWords, statusOf } from './client.ts';
import { DockerContainer } from './docker-container.ts';
import type { Ending } from './ending.ts';
import { healthyAddress } from './health.ts';
import type { Heartbeat } from './heartbeat.ts';
import { ContainerLogs, lastWords } from './logs.ts';

/** A container that was created and is to be started. */
export interface CreatedContainer {
  spec: ContainerSpec;
  container: Dockerode.Container;
  ending: Ending;
  /** Its own address, and whether this machine reaches it: a bridge is up only while a container is on it. */
  own: { host: string; isReached: () => boolean };
  heartbeat: Heartbeat;
  onRemoved: () => Promise<void>;
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
  const logs = new ContainerLogs(container, ending.exited, ending.startedAgain);
  const ended = endedSignal(ending);
  const patience = AbortSignal.timeout(HEALTH_PATIENCE_MS);
  try {
    const port = await publishedPort(spec, container);
    const address = await answeringAddress(created, port, AbortSignal.any([abortSignal, patience, ended]));
    return running(created, logs, address, port);
  } catch (error) {
    logs.cut();
    abortSignal.throwIfAborted();
    if (ended.aborted) throw await endedTooSoon(spec, container, ending);
    if (patience.aborted) throw await neverHealthy(spec, container);
    throw error;
  }
}

/** Where a container answers its health check. @throws the signal's reason */
function answeringAddress(
  { spec, own }: CreatedContainer,
  port: number,
  abortSignal: AbortSignal,
): Promise<HttpAddress> {
  return healthyAddress(
    own.isReached() ? { host: own.host, port: spec.container.port, proxied: false } : null,
    { host: '127.0.0.1', port, proxied: true },
    spec.container.healthPath,
    abortSignal,
  );
}

/** Starts a container that has ended once more. @throws StartError, EngineLostError, the signal's reason */
async function startAgain(created: CreatedContainer, abortSignal: AbortSignal): Promise<HttpAddress> {
  const { spec, container } = created;
  abortSignal.throwIfAborted();
  const patience = AbortSignal.timeout(HEALTH_PATIENCE_MS);
  try {
    await container.start();
    const port = await publishedPort(spec, container);
    return await answeringAddress(created, port, AbortSignal.any([abortSignal, patience]));
  } catch (error) {
    abortSignal.throwIfAborted();
    if (patience.aborted) throw await neverHealthy(spec, container);
    throw asLost(refusedStart(spec, error));
  }
}

/** Where a container answers after its restart policy started it again; null where that did not come to be. */
async function comeBack(created: CreatedContainer): Promise<HttpAddress | null> {
  const { spec, container, ending } = created;
  if (!(await ending.startedAgain)) return null;
  try {
    const port = await publishedPort(spec, container);
    const patience = AbortSignal.timeout(HEALTH_PATIENCE_MS);
    return await answeringAddress(created, port, AbortSignal.any([patience, ending.removal]));
  } catch {
    // It ended once more, it was removed, or the engine is gone: it is not back.
    return null;
  }
}

/** What the engine's refusal to create or start a container means. */
export function refusedStart(spec: ContainerSpec, error: unknown): unknown {
  const status = statusOf(error);
  if (status === null) return error;
  const values = { name: spec.name, words: engineWords(error) };
  return new StartError(
    said(
      status === 409
        ? 'Docker could not start {name}: {words} Remove what has the name {name}, with "docker rm".'
        : 'Docker could not start {name}: {words} Make a new run.',
      values,
    ),
    { cause: error },
  );
}

function running(
  created: CreatedContainer,
  logs: ContainerLogs,
  address: HttpAddress,
  port: number,
): DockerContainer {
  const { spec, container, ending, own, onRemoved } = created;
  const url = `http://127.0.0.1:${port}`;
  return new DockerContainer({
    id: container.id,
    name: spec.name,
    image: imageName(spec.container),
    address,
    url,
    inside: `${own.host}:${spec.container.port}`,
    cameBack: comeBack(created),
    container,
    ending,
    logs,
    onRemoved,
    startAgain: (abortSignal) => created.heartbeat.during(() => startAgain(created, abortSignal)),
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
  const values = { name: spec.name, path: spec.container.healthPath, exitCode: String(exitCode) };
  const happened = said('{name} ended with exit code {exitCode} before it answered GET {path}.', values);
  return startError(spec, container, happened);
}

function neverHealthy(spec: ContainerSpec, container: Dockerode.Container): Promise<StartError> {
  const values = { name: spec.name, path: spec.container.healthPath, seconds: HEALTH_PATIENCE_MS / 1000 };
  const happened = said('{name} did not answer within {seconds} s GET {path}.', values);
  return startError(spec, container, happened);
}

async function startError(
  { container: { folder } }: ContainerSpec,
  container: Dockerode.Container,
  happened: Said,
): Promise<StartError> {
  const lines = await lastWords(container, LAST_LINES);
  return new StartError(
    lines === ''
      ? said('{happened} Look at the program and its settings in {folder}. It printed nothing.', { happened, folder })
      : said('{happened} Look at the program and its settings in {folder}. Its last lines:\n{lines}', {
          happened,
          folder,
          lines,
        }),
  );
}
