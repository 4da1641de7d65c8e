import type Dockerode from 'dockerode';
import type { SweepReport } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import { isOwnerDead } from '../instance.ts';
import { engineWords, statusOf } from './client.ts';
import { INSTANCE_LABEL, OWNER_LABEL } from './labels.ts';
import { removeContainer, removeNetwork } from './remove.ts';

interface Labelled {
  id: string;
  name: string;
  labels: Record<string, string>;
}

/**
 * Removes the containers and then the networks of labs whose process is dead for certain. One that the engine does not remove,
 * such as a network to which somebody tied a container of their own, keeps nothing else from it.
 */
export async function sweepDead(docker: Dockerode, instance: LabInstance): Promise<SweepReport> {
  const containers = await deadOnes(await labelledContainers(docker, OWNER_LABEL), instance);
  const sweptContainers = await removeEach(containers, (id) => removeContainer(docker, id));
  const networks = await deadOnes(await labelledNetworks(docker, OWNER_LABEL), instance);
  const sweptNetworks = await removeEach(networks, (id) => removeNetwork(docker, id));
  return {
    containers: sweptContainers.removed,
    networks: sweptNetworks.removed,
    processes: [],
    left: [...sweptContainers.left, ...sweptNetworks.left],
  };
}

/** @throws what is no answer of the engine's: the others would fail by it, too */
async function removeEach(
  things: Labelled[],
  remove: (id: string) => Promise<void>,
): Promise<{ removed: string[]; left: string[] }> {
  const removed: string[] = [];
  const left: string[] = [];
  const removals = things.map(async ({ id, name }) => {
    try {
      await remove(id);
      removed.push(name);
    } catch (error) {
      if (statusOf(error) === null) throw error;
      left.push(`${name}: ${engineWords(error)}`);
    }
  });
  await Promise.all(removals);
  return { removed, left };
}

/** Removes everything that this lab made, also what it does not know of any more. */
export async function removeOwn(docker: Dockerode, instance: LabInstance): Promise<void> {
  const own = `${INSTANCE_LABEL}=${instance.id}`;
  const containers = await labelledContainers(docker, own);
  await Promise.all(containers.map(({ id }) => removeContainer(docker, id)));
  const networks = await labelledNetworks(docker, own);
  await Promise.all(networks.map(({ id }) => removeNetwork(docker, id)));
}

async function labelledContainers(docker: Dockerode, label: string): Promise<Labelled[]> {
  const containers = await docker.listContainers({ all: true, filters: { label: [label] } });
  return containers.map(({ Id, Names, Labels }) => ({ id: Id, name: Names[0]?.slice(1) ?? Id, labels: Labels }));
}

async function labelledNetworks(docker: Dockerode, label: string): Promise<Labelled[]> {
  const networks = await docker.listNetworks({ filters: { label: [label] } });
  return networks.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels ?? {} }));
}

async function deadOnes(things: Labelled[], instance: LabInstance): Promise<Labelled[]> {
  const isDead = await Promise.all(
    things.map(({ labels }) => labels[INSTANCE_LABEL] !== instance.id && isOwnerDead(labels[OWNER_LABEL] ?? '')),
  );
  return things.filter((_, index) => isDead[index] === true);
}
