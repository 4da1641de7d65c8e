import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { KnobValues } from '#protocol/knob.ts';
import type { ContainerSpec, RunningContainer } from '../engine.ts';
import { createInstance } from '../instance.ts';
import { applyKnobs, loadLabContainers } from '../lab-container.ts';
import { BASE_IMAGE, never } from './contract-support.ts';
import { DockerEngine } from './docker-engine.ts';

const containers = await loadLabContainers(join(import.meta.dirname, '../../../../lab-containers'));

/** Starts a lab container with its knobs; those that it does not have are left out. */
export type StartLabContainer = (
  name: string,
  knobs?: KnobValues,
  more?: Pick<ContainerSpec, 'runtime' | 'group'> & { environment?: Record<string, string> },
) => Promise<RunningContainer>;

/** The project's own lab containers on one engine, which ends with the describe block that calls this. Their images are built before. */
export function useLabContainers(names: readonly string[]): StartLabContainer {
  let engine: DockerEngine;

  beforeAll(async () => {
    engine = await DockerEngine.connect({ instance: await createInstance(), baseImage: BASE_IMAGE });
    for (const name of names) await engine.prepare(labContainer(name), () => {}, never);
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  return (name, knobs = {}, { environment = {}, ...more } = {}) => {
    const container = labContainer(name);
    const own = Object.fromEntries(Object.entries(knobs).filter(([knob]) => knob in container.knobs));
    const settings = applyKnobs(container, own);
    const spec: ContainerSpec = {
      name: `lab-${randomBytes(4).toString('hex')}-a`,
      container,
      arguments: settings.arguments,
      environment: { ...settings.environment, ...environment },
      ...more,
    };
    return engine.start(spec, never);
  };
}

function labContainer(name: string) {
  const container = containers.get(name);
  if (container === undefined) throw new Error(`there is no lab container ${name}`);
  return container;
}
