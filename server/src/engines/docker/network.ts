import type Dockerode from 'dockerode';
import { said } from '#protocol/language/say.ts';
import { LabError } from '../../errors.ts';
import type { LabInstance } from '../instance.ts';
import { engineWords } from './client.ts';
import { ownLabels } from './labels.ts';
import { removeNetwork } from './remove.ts';
import { Subnet } from './subnet.ts';

/** Another program may take the subnet between the engine's choice and its use; so often it is chosen anew. */
const ATTEMPTS = 5;

/**
 * The network of a lab's containers. From outside they are reached as usual, at their addresses and their published ports, but
 * they reach nobody: not each other (unless it is the network of a group), and no other network, because their default route
 * leads to an address that nobody has. (A network that the engine calls internal would have no published ports.)
 */
export class LabNetwork {
  readonly id: string;
  readonly name: string;
  /** The bridge's own address: a machine that has it reaches the containers directly. */
  readonly gateway: string;
  readonly #subnet: Subnet;
  #taken = 0;

  private constructor(id: string, name: string, subnet: Subnet) {
    this.id = id;
    this.name = name;
    this.#subnet = subnet;
    this.gateway = subnet.first;
  }

  /**
   * @param isGroup whether its containers are to reach each other
   * @throws LabError `engine-failed` with the engine's words
   */
  static async create(docker: Dockerode, instance: LabInstance, name: string, isGroup: boolean): Promise<LabNetwork> {
    let failure: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const subnet = await freeSubnet(docker, instance, name);
      try {
        const network = await docker.createNetwork({
          Name: name,
          Driver: 'bridge',
          EnableIPv6: false,
          Labels: ownLabels(instance),
          IPAM: {
            Config: [
              {
                Subnet: subnet.text,
                Gateway: subnet.first,
                AuxiliaryAddresses: { DefaultGatewayIPv4: subnet.last },
              },
            ],
          },
          Options: {
            'com.docker.network.bridge.enable_icc': String(isGroup),
            'com.docker.network.bridge.enable_ip_masquerade': 'false',
          },
        });
        return new LabNetwork(network.id, name, subnet);
      } catch (error) {
        if (!/overlap/i.test(engineWords(error))) throw error;
        failure = error;
      }
    }
    throw new LabError(
      'engine-failed',
      said('Docker has no room for another network: {reason}. Remove unused ones with "docker network prune".', {
        reason: engineWords(failure),
      }),
    );
  }

  /**
   * An address that no container of this network had before: the generator still sends to a container that has ended, and
   * must not reach another one. Null when there is none left.
   */
  takeAddress(): string | null {
    this.#taken += 1;
    return this.#subnet.host(this.#taken);
  }
}

/** A subnet that the engine would choose itself: only it knows which ones are free. */
async function freeSubnet(docker: Dockerode, instance: LabInstance, name: string): Promise<Subnet> {
  const probe = await docker.createNetwork({
    Name: `${name}-probe`,
    Driver: 'bridge',
    EnableIPv6: false,
    Labels: ownLabels(instance),
  });
  try {
    const { IPAM } = await docker.getNetwork(probe.id).inspect();
    return Subnet.parse(IPAM?.Config?.[0]?.Subnet ?? '');
  } finally {
    await removeNetwork(docker, probe.id);
  }
}
