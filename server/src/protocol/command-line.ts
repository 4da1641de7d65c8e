import type { Termination } from './termination.ts';

/** The Docker command that a termination stands for, as a learner would type it. */
export function terminationCommandLine(termination: Termination, containerName: string): string {
  return `${terminationCommand(termination)} ${containerName}`;
}

/** A termination in the words of the page's buttons: `docker kill`, `SIGTERM kill`, `docker stop -t 10`. */
export function terminationLabel(termination: Termination): string {
  if (termination.kind === 'stop' || termination.signal === 'SIGKILL') return terminationCommand(termination);
  return `${termination.signal} kill`;
}

/** A termination without the container's name: `docker kill`, `docker kill --signal=SIGTERM`, `docker stop -t 10`. */
export function terminationCommand(termination: Termination): string {
  if (termination.kind === 'stop') return `docker stop -t ${termination.gracePeriodSeconds}`;
  return termination.signal === 'SIGKILL' ? 'docker kill' : `docker kill --signal=${termination.signal}`;
}
