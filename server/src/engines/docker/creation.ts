import type Dockerode from 'dockerode';
import type { ContainerSpec } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import { imageName } from './images.ts';
import { ownLabels } from './labels.ts';

/** Eight times what one gunicorn with a worker takes (32 MiB). */
const MEMORY_BYTES = 256 * 1024 * 1024;
/** Room for 64 threads in each of a few workers. */
const MAX_PROCESSES = 640;
/** One CPU. */
const NANO_CPUS = 1e9;

/** What the engine is told of a new container. */
export function creation(
  spec: ContainerSpec,
  instance: LabInstance,
  place: { network: string; address: string },
): Dockerode.ContainerCreateOptions {
  const port = `${spec.container.port}/tcp`;
  return {
    name: spec.name,
    Image: imageName(spec.container),
    Cmd: spec.arguments,
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: ownLabels(instance),
    ExposedPorts: { [port]: {} },
    HostConfig: {
      Memory: MEMORY_BYTES,
      MemorySwap: MEMORY_BYTES, // the sum of both: no swap
      PidsLimit: MAX_PROCESSES,
      NanoCpus: NANO_CPUS,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      ReadonlyRootfs: true,
      // gunicorn's workers show there that they live.
      Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=16m' },
      RestartPolicy: { Name: 'no' },
      // The program itself is process 1, also where the engine's own default is to put an init before it.
      Init: false,
      NetworkMode: place.network,
      PortBindings: { [port]: [{ HostIp: '127.0.0.1', HostPort: '' }] },
      // All of it said, because an engine's own defaults fill in what is left out: they may drop lines or cut the file short.
      LogConfig: {
        Type: 'json-file',
        Config: { mode: 'blocking', 'max-size': '1g', 'max-file': '1', compress: 'false' },
      },
    },
    NetworkingConfig: { EndpointsConfig: { [place.network]: { IPAMConfig: { IPv4Address: place.address } } } },
  };
}
