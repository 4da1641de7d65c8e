import type { LaneProgram, Program } from './lane-program.ts';
import { balancerEnvironment, MEMORY_LIMIT, replicaNames } from './lane-program.ts';
import type { RuntimeSettings } from './runtime-knobs.ts';
import { PLAIN_RUNTIME } from './runtime-knobs.ts';
import { shellLine } from './shell-words.ts';

/**
 * A lane as a compose file (compose-spec.io): its services, and the volumes that they keep.
 * @param own where the file stands alone, in the lab's own folder: it builds the images, and its containers have the lane's names
 */
export function composeFragment(lane: LaneProgram, own = false): string {
  const { name, service, runtime, balancer, termination } = lane;
  const { dataPath } = service.container;
  const volumes: string[] = [];
  const services = replicaNames(lane).flatMap((each) => {
    const volume = dataPath === null ? [] : [`${each}-data`];
    volumes.push(...volume);
    return [
      `  ${each}:`,
      ...(own ? ownLines(each, service) : []),
      ...serviceLines(service, service.environment, runtime),
      ...(termination.kind === 'stop' ? [`    stop_grace_period: ${termination.gracePeriodSeconds}s`] : []),
      ...volume.flatMap((kept) => ['    volumes:', `      - ${kept}:${dataPath}`]),
    ];
  });
  const front =
    balancer === null
      ? []
      : [
          `  ${name}-balancer:`,
          ...(own ? ownLines(`${name}-balancer`, balancer) : []),
          ...serviceLines(balancer, balancerEnvironment(lane), PLAIN_RUNTIME),
          '    depends_on:',
          ...replicaNames(lane).map((each) => `      - ${each}`),
        ];
  const kept = volumes.length === 0 ? [] : ['volumes:', ...volumes.map((volume) => `  ${volume}: {}`)];
  return ['services:', ...services, ...front, ...kept].join('\n');
}

function ownLines(name: string, { container }: Program): string[] {
  return [`    container_name: ${name}`, `    build: ./lab-containers/${container.name}`];
}

function serviceLines(
  { container, arguments: words }: Program,
  environment: Record<string, string>,
  { form, init, stopSignal, restartPolicy }: RuntimeSettings,
): string[] {
  const variables = Object.entries(environment).map(([name, value]) => `      ${name}: ${text(value)}`);
  const shell = ['/bin/sh', '-c', shellLine([...container.entrypoint, ...words])];
  return [
    `    image: ${container.image}`,
    ...(form === 'shell' ? [`    entrypoint: ${list(shell)}`] : []),
    ...(form === 'exec' && words.length > 0 ? [`    command: ${list(words)}`] : []),
    ...(init ? ['    init: true'] : []),
    ...(stopSignal === null ? [] : [`    stop_signal: ${stopSignal}`]),
    ...(restartPolicy === 'no' ? [] : [`    restart: ${restartPolicy}`]),
    ...(variables.length === 0 ? [] : ['    environment:', ...variables]),
    `    mem_limit: ${MEMORY_LIMIT}`,
    `    memswap_limit: ${MEMORY_LIMIT}`,
    // A free port of this machine, as the lab takes one: `docker compose port` tells which.
    '    ports:',
    `      - target: ${container.port}`,
    '        host_ip: 127.0.0.1',
  ];
}

function list(words: readonly string[]): string {
  return `[${words.map(text).join(', ')}]`;
}

/** A text in YAML's double quotes, which take JSON's; compose would read a single `$` as a variable. */
function text(value: string): string {
  return JSON.stringify(value).replaceAll('$', '$$$$');
}
