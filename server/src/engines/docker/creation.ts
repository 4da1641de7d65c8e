import type Dockerode from 'dockerode';
import { MEMORY_LIMIT_MIB } from '#protocol/lane-program.ts';
import { PLAIN_RUNTIME } from '#protocol/runtime-knobs.ts';
import { shellLine } from '#protocol/shell-words.ts';
import type { ContainerSpec } from '../engine.ts';
import type { LabInstance } from '../instance.ts';
import { ownLabels } from './labels.ts';

/** Eight times what one gunicorn with a worker takes (32 MiB). */
const MEMORY_BYTES = MEMORY_LIMIT_MIB * 1024 * 1024;
/** Room for 64 threads in each of a few workers. */
const MAX_PROCESSES = 640;
/** One CPU. */
const NANO_CPUS = 1e9;

/** What the engine is told of a new container. */
export function creation(
  spec: ContainerSpec,
  instance: LabInstance,
  place: { image: string; network: string; address: string },
): Dockerode.ContainerCreateOptions {
  const port = `${spec.container.port}/tcp`;
  const { dataPath } = spec.container;
  const { init, stopSignal, restartPolicy } = spec.runtime ?? PLAIN_RUNTIME;
  return {
    name: spec.name,
    Image: place.image,
    ...command(spec),
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: ownLabels(instance),
    ExposedPorts: { [port]: {} },
    ...(stopSignal === null ? {} : { StopSignal: stopSignal }),
    // It has no name, so it goes with its container, and with the folder's contents and owner as in the image it begins.
    ...(dataPath === undefined ? {} : { Volumes: { [dataPath]: {} } }),
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
      RestartPolicy: { Name: restartPolicy },
      // Said, because an engine's own default may be to put an init before the program.
      Init: init,
      NetworkMode: place.network,
      // Docker's own resolver asks this one for what it does not know, from within the container, where nobody listens: without it
      // it would ask this machine's, and names are a way out, too. Names of a group it knows itself. Nobody waits long for a "no".
      Dns: ['127.0.0.1'],
      DnsSearch: ['.'],
      DnsOptions: ['timeout:1', 'attempts:1'],
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

/** The words that begin the container: the image's own entrypoint with arguments, or the same line given to a shell. */
function command({
  container,
  arguments: words,
  runtime,
}: ContainerSpec): Pick<Dockerode.ContainerCreateOptions, 'Cmd' | 'Entrypoint'> {
  if ((runtime ?? PLAIN_RUNTIME).form === 'exec') return { Cmd: words };
  // What the builder makes of `ENTRYPOINT program argument` (docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example):
  // Docker gives such a container's own arguments to nobody, so they stand in the line.
  return { Entrypoint: ['/bin/sh', '-c', shellLine([...container.entrypoint, ...words])], Cmd: [] };
}
