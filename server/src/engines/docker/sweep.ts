import type Dockerode from 'dockerode';
import type { SweepReport } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import { isOwnerDead } from '../instance.ts';
import { INSTANCE_LABEL, OWNER_LABEL } from './labels.ts';
import { removeContainer, removeNetwork } from './remove.ts';

interface Labelled {
  id: string;
  name: string;
  labels: Record<string, string>;
}

/** Removes the containers and then the networks of labs whose process is dead for certain. */
export async function sweepDead(docker: Dockerode, instance: LabInstance): Promise<SweepReport> {
  const containers = await deadOnes(await labelledContainers(docker, OWNER_LABEL), instance);
  await Promise.all(containers.map(({ id }) => removeContainer(docker, id)));
  const networks = await deadOnes(await labelledNetworks(docker, OWNER_LABEL), instance);
  await Promise.all(networks.map(({ id }) => removeNetwork(docker, id)));
  const names = (things: Labelled[]) => things.map(({ name }) => name);
  return { containers: names(containers), networks: names(networks), processes: [] };
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
