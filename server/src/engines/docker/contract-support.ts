import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { afterEach } from 'vitest';
import { contractServerSpec } from '../engine.contract.ts';
import type { ContainerSpec, RunningContainer } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import { createInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import { DockerEngine } from './docker-engine.ts';
import { FOLDER_LABEL } from './labels.ts';
import { probeDocker } from './probe.ts';

export const BASE_IMAGE = process.env.LAB_BASE_IMAGE ?? 'debian:trixie-slim';

/** A signal that is never aborted. */
export const never = new AbortController().signal;

/** A client beside the engine's own, as a person's terminal is. */
export const outside = new Dockerode();

/** Whether the tests that need Docker run. Without Docker they are skipped, aloud; on CI they run all the same, and fail. */
export async function isDockerNeeded(): Promise<boolean> {
  const { available, reason } = await probeDocker();
  if (!available) console.warn(`SKIPPED, because Docker cannot be used: ${reason}`);
  return available || process.env.CI === 'true';
}

const ends: (() => Promise<void>)[] = [];

/** After each test, in the reverse order: ends what the test has made. Call it once in each file. */
export function endAfterEach(): void {
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
}

/** An engine that is disposed after the test. */
export async function makeEngine(
  options: { instance?: LabInstance; baseImage?: string; socketPath?: string } = {},
): Promise<DockerEngine> {
  const engine = await DockerEngine.connect({
    instance: await createInstance(),
    baseImage: BASE_IMAGE,
    ...options,
  });
  ends.push(() => engine[Symbol.asyncDispose]());
  return engine;
}

/** Starts the contract suite's program on an engine. */
export async function start(
  engine: DockerEngine,
  knobs: Record<string, string | number> = {},
): Promise<RunningContainer> {
  const name = `lab-${randomBytes(4).toString('hex')}-a`;
  const spec: ContainerSpec = { ...(await contractServerSpec(knobs)), name };
  await engine.prepare(spec.container, () => {}, never);
  return engine.start(spec, never);
}

/** What a program in a container prints, its own error output included. */
export async function runInside(container: RunningContainer, command: string[]): Promise<string> {
  const exec = await outside
    .getContainer(container.id)
    .exec({ Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true });
  const stream = await exec.start({ Tty: true });
  let printed = '';
  for await (const chunk of stream) printed += String(chunk);
  return printed.replaceAll('\r', '');
}

/** A lab container in a folder of its own; it and its images are removed after the test. */
export async function makeLabContainer(
  name: string,
  dockerfile: string,
): Promise<{ container: LabContainer; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-container-'));
  await writeFile(join(folder, 'Dockerfile'), dockerfile);
  // Last of all: Docker keeps an image while an engine's container still runs on it.
  ends.unshift(async () => {
    await rm(folder, { recursive: true });
    const images = await outside.listImages({ filters: { label: [`${FOLDER_LABEL}=${folder}`] } });
    for (const { Id } of images) await outside.getImage(Id).remove({ force: true });
  });
  const { container } = await contractServerSpec({});
  return { container: { ...container, name, folder }, folder };
}
