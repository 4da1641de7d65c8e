import type { LaneProgram, Program } from './lane-program.ts';
import { balancerEnvironment, MEMORY_LIMIT, replicaNames } from './lane-program.ts';
import { PLAIN_RUNTIME } from './runtime-knobs.ts';
import { shellLine } from './shell-words.ts';

interface Started {
  name: string;
  program: Program;
  environment: Record<string, string>;
  runtime: LaneProgram['runtime'];
  network: string | null;
}

/** The commands that start what runs in a lane, as a learner would type them. */
export function dockerRun(lane: LaneProgram): string {
  const { name, service, runtime, balancer } = lane;
  const common = { program: service, environment: service.environment, runtime };
  if (balancer === null) return run({ ...common, name, network: null });
  const network = `${name}-network`;
  const replicas = replicaNames(lane).map((each) => run({ ...common, name: each, network }));
  const front = run({
    name: `${name}-balancer`,
    program: balancer,
    environment: balancerEnvironment(lane),
    runtime: PLAIN_RUNTIME,
    network,
  });
  return [shellLine(['docker', 'network', 'create', network]), ...replicas, front].join('\n');
}

function run({ name, program, environment, runtime, network }: Started): string {
  const { container } = program;
  const { init, stopSignal, restartPolicy } = runtime;
  const settings = [
    ...(init ? ['--init'] : []),
    ...(stopSignal === null ? [] : ['--stop-signal', stopSignal]),
    ...(restartPolicy === 'no' ? [] : ['--restart', restartPolicy]),
    ...(container.dataPath === null ? [] : ['-v', container.dataPath]),
  ];
  const [entrypoint, words] = commandOf(program, runtime);
  const parts = [
    ['docker', 'run', '-d', '--name', name],
    network === null ? [] : ['--network', network],
    // A free port of this machine, as the lab takes one: `docker port` tells which.
    ['-p', `127.0.0.1::${container.port}`],
    ['--memory', MEMORY_LIMIT, '--memory-swap', MEMORY_LIMIT],
    settings,
    ...Object.entries(environment).map(([variable, value]) => ['-e', `${variable}=${value}`]),
    entrypoint,
    [container.image],
    words,
  ];
  return parts
    .filter((part) => part.length > 0)
    .map(shellLine)
    .join(' \\\n  ');
}

/** In shell form Docker gives what follows the image to nobody: the whole line is the shell's. */
function commandOf({ container, arguments: words }: Program, { form }: LaneProgram['runtime']): [string[], string[]] {
  if (form === 'exec') return [[], words];
  return [
    ['--entrypoint', '/bin/sh'],
    ['-c', shellLine([...container.entrypoint, ...words])],
  ];
}
