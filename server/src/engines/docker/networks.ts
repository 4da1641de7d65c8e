import type Dockerode from 'dockerode';
import { said } from '#protocol/language/say.ts';
import { type EngineLostError, LabError, StartError } from '../../errors.ts';
import type { LabInstance } from '../instance.ts';
import { engineLost, engineWords, statusOf } from './client.ts';
import { LabNetwork } from './network.ts';
import { removeNetwork } from './remove.ts';

/** Where a container stands. */
export interface Place {
  network: LabNetwork;
  address: string;
  /** The container is gone; safe to say twice. The last one of a group takes the group's network with it. */
  leave(): Promise<void>;
  /** The network is gone, or useless: the next container gets a new one. */
  forget(): void;
}

interface Shared {
  network: Promise<LabNetwork>;
  members: number;
}

/** The networks of a lab: one for all containers that are on their own, and one for each group. */
export class LabNetworks {
  readonly #docker: Dockerode;
  readonly #instance: LabInstance;
  /** By the group's name; the empty one is nobody's group. */
  readonly #networks = new Map<string, Shared>();
  #made = 0;

  constructor(docker: Dockerode, instance: LabInstance) {
    this.#docker = docker;
    this.#instance = instance;
  }

  /** Whether the engine was asked for one. */
  get wasUsed(): boolean {
    return this.#made > 0;
  }

  /** Makes the common network before it is needed. What fails here fails again at the start, and is told there. */
  warmUp(): void {
    this.#shared('').network.catch(() => {});
  }

  /** Settles when no network is being made any more. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#networks.values()].map(({ network }) => network));
  }

  /** A network and an address in it that was never used before. @throws StartError, EngineLostError */
  async place(group = ''): Promise<Place> {
    for (;;) {
      const shared = this.#shared(group);
      const network = await shared.network;
      const forget = () => this.#forget(group, shared);
      const address = network.takeAddress();
      if (address === null) {
        forget();
        continue;
      }
      shared.members += 1;
      let leaving: Promise<void> | null = null;
      const leave = () => {
        leaving ??= this.#leave(group, shared);
        return leaving;
      };
      return { network, address, leave, forget };
    }
  }

  #shared(group: string): Shared {
    const known = this.#networks.get(group);
    if (known !== undefined) return known;
    this.#made += 1;
    const name = `graceful-shutdown-lab-${this.#instance.id}-${this.#made}`;
    const network = LabNetwork.create(this.#docker, this.#instance, name, group !== '').catch((error: unknown) => {
      this.#forget(group, shared);
      throw error instanceof LabError ? error : networkError(error);
    });
    const shared: Shared = { network, members: 0 };
    this.#networks.set(group, shared);
    return shared;
  }

  async #leave(group: string, shared: Shared): Promise<void> {
    shared.members -= 1;
    if (group === '' || shared.members > 0) return;
    this.#forget(group, shared);
    const { id } = await shared.network;
    // What cannot be removed now is removed with the lab.
    await removeNetwork(this.#docker, id).catch(() => undefined);
  }

  #forget(group: string, shared: Shared): void {
    if (this.#networks.get(group) === shared) this.#networks.delete(group);
  }
}

function networkError(error: unknown): StartError | EngineLostError {
  if (statusOf(error) === null) return engineLost(error);
  return new StartError(
    said(
      'Docker could not make the lab’s network: {reason}. Where it has no addresses left, "docker network prune" frees some.',
      { reason: engineWords(error) },
    ),
    { cause: error },
  );
}
