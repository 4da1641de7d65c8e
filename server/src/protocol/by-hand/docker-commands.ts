import { terminationCommandLine } from '../command-line.ts';
import { shellLine } from '../shell-words.ts';
import type { HandLane } from './hand-lane.ts';
import { laneContainers } from './hand-lane.ts';

/** Lab containers of a lane, each once: folder and image. */
export function laneImages(lane: HandLane): { folder: string; image: string }[] {
  const images = new Map(laneContainers(lane).map(({ container }) => [container.image, container.name]));
  return [...images].map(([image, name]) => ({ image, folder: `lab-containers/${name}` }));
}

/**
 * The command that ends a lane, or the request that makes it fail.
 * @param address where the shell has the address of the container that is ended, such as `$address`
 */
export function endCommand({ program, preStop }: HandLane, address: string): string {
  return terminationCommandLine(program.termination, {
    name: program.name,
    url: `http://${address}`,
    faults: program.service.container.faults,
    preStop,
  });
}

/** Tells how the container ended, and whether memory was the reason. */
export function exitCommand({ program }: HandLane): string {
  return shellLine(['docker', 'inspect', '--format', EXIT, program.name]);
}

const EXIT =
  '{{.State.Status}}{{if not .State.Running}}, exit code {{.State.ExitCode}}{{end}}, OOMKilled {{.State.OOMKilled}}, started again {{.RestartCount}} times';

/** The same of each end of a container that its restart policy starts again: `inspect` tells of the last start only. */
export function endsCommand({ program }: HandLane, sinceWord: string): string {
  const { name } = program;
  const format = "'exit code {{.Actor.Attributes.exitCode}}'";
  return `docker events --since ${sinceWord} --until $(date +%s) --filter container=${name} --filter event=die --format ${format}`;
}

/** Removes all that the lane made, with the volumes of its containers; images stay. */
export function cleanUpCommands(lane: HandLane): string[] {
  const names = laneContainers(lane).map(({ name }) => name);
  const network =
    lane.program.balancer === null ? [] : [shellLine(['docker', 'network', 'rm', `${lane.program.name}-network`])];
  return [shellLine(['docker', 'rm', '-f', '-v', ...names]), ...network];
}
