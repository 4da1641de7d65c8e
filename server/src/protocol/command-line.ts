import type { Termination } from './termination.ts';

/** The Docker command that a termination stands for, as a learner would type it. */
export function terminationCommandLine(termination: Termination, containerName: string): string {
  return `${terminationCommand(termination)} ${containerName}`;
}

/** The same without the container's name: `docker kill`, `docker kill --signal=SIGTERM`, `docker stop -t 10`. */
export function terminationCommand(termination: Termination): string {
  if (termination.kind === 'stop') return `docker stop -t ${termination.gracePeriodSeconds}`;
  return termination.signal === 'SIGKILL' ? 'docker kill' : `docker kill --signal=${termination.signal}`;
}
