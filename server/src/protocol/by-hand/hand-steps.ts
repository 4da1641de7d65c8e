import { dockerRun } from '../docker-run.ts';
import { say } from '../language/say.ts';
import { REQUEST_COLUMNS } from './curl-request.ts';
import { cleanUpCommands, endCommand, endsCommand, exitCommand, laneImages } from './docker-commands.ts';
import type { HandLane, NamedProgram } from './hand-lane.ts';
import { frontOf, laneContainers } from './hand-lane.ts';
import { trafficCaveat, trafficFunctions } from './traffic-commands.ts';

/** One thing to do in a terminal. */
export interface HandStep {
  title: string;
  /** What to know of it. */
  note: string;
  commands: string;
}

/** What a lane takes without the lab, in the order in which it is done. */
export function handSteps(lane: HandLane): HandStep[] {
  const { program, restart } = lane;
  const [service] = laneContainers(lane);
  const caveat = trafficCaveat(lane.traffic);
  return [
    {
      title: say('Build'),
      note: say(
        'In the folder of the lab’s repository; not needed where the lab has built it. On another base: --build-arg BASE_IMAGE=… behind build.',
      ),
      commands: laneImages(lane)
        .map(({ image, folder }) => `docker build -t ${image} ${folder}`)
        .join('\n'),
    },
    { title: say('Run'), note: say('As the settings have it.'), commands: dockerRun(program) },
    {
      title: say('Send requests'),
      note: [
        say('In a second terminal. A line for each request: {columns}.', { columns: REQUEST_COLUMNS }),
        ...(caveat === null ? [] : [caveat]),
        say('Ctrl+C ends it.'),
        onLinux(frontOf(lane)),
      ].join(' '),
      commands: [addressLine(frontOf(lane)), trafficFunctions(lane, 'terminal'), 'traffic'].join('\n'),
    },
    {
      title: say('End it'),
      note: say('In the first terminal, after a few seconds.'),
      commands: needsAddress(lane)
        ? [addressLine(service), endCommand(lane, '$address')].join('\n')
        : endCommand(lane, '$address'),
    },
    {
      title: say('Look'),
      note: say('The exit, and the end of the log: what was received and not stored was interrupted.'),
      commands: [
        exitCommand(lane),
        ...(program.runtime.restartPolicy === 'no' ? [] : [endsCommand(lane, '10m')]),
        `docker logs --tail 20 ${program.name}`,
      ].join('\n'),
    },
    ...(restart ? [askStep(service)] : []),
    {
      title: say('Clean up'),
      note: say('The image stays: docker rmi removes it.'),
      commands: cleanUpCommands(lane).join('\n'),
    },
  ];
}

/** Whether what ends the lane goes to the program itself, over HTTP. */
function needsAddress({ program, preStop }: HandLane): boolean {
  return program.termination.kind === 'fault' || preStop !== null;
}

function askStep(service: NamedProgram): HandStep {
  return {
    title: say('Start it again, and ask what it still has'),
    note: say('Which numbers were answered with 2xx, and are missing? Which are there twice?'),
    commands: [
      `docker start ${service.name} && sleep 2`,
      addressLine(service),
      `curl -s "http://$address"${service.container.storedPath ?? '/'}`,
    ].join('\n'),
  };
}

function addressLine({ name, container }: NamedProgram): string {
  return `address=$(docker port ${name} ${container.port})`;
}

/** As in the lab. Elsewhere there is no way to a container's own address. */
function onLinux({ name, container }: NamedProgram): string {
  const own = `$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' ${name}):${container.port}`;
  return say(
    'On Linux better address={own}: behind the port a proxy accepts in the container’s place, and what was refused looks cut.',
    { own },
  );
}
