import type { Said } from './language/say.ts';
import { english, said, told } from './language/say.ts';
import type { Fault, Termination } from './termination.ts';

/** A request that makes a program fail, as its `container.yaml` names it. */
export interface FaultRequest {
  method: 'POST';
  path: string;
}

/** What a command line is about. */
export interface CommandTarget {
  /** The container's name. */
  name: string;
  /** Where the learner's own curl reaches it; null while it does not run. */
  url: string | null;
  faults?: Partial<Record<Fault, FaultRequest>>;
  /** What goes before the signal, where readiness is taken back first. */
  preStop?: { offPath: string; waitSeconds: number } | null;
}

/** The commands that a termination stands for, as a learner would type them. */
export function terminationCommandLine(termination: Termination, target: CommandTarget): string {
  const { name, preStop } = target;
  if (termination.kind === 'fault') return faultCommand(termination.fault, target);
  const command = `${terminationCommand(termination)} ${name}`;
  if (preStop === null || preStop === undefined || isSigkill(termination)) return command;
  return `${curl('POST', target, preStop.offPath)} && sleep ${preStop.waitSeconds} && ${command}`;
}

/** A termination in the words of the page's buttons: `docker kill`, `SIGTERM kill`, `docker stop -t 10`, `crash`. */
export function terminationLabel(termination: Termination): string {
  if (termination.kind === 'kill' && termination.signal !== 'SIGKILL') return `${termination.signal} kill`;
  return terminationCommand(termination);
}

/** A termination without the container's name: `docker kill`, `docker kill --signal=SIGTERM`, `docker stop -t 10`, `crash`. */
export function terminationCommand(termination: Termination): string {
  if (termination.kind === 'fault') return told(FAULT_WORDS[termination.fault]);
  if (termination.kind === 'stop') return `docker stop -t ${termination.gracePeriodSeconds}`;
  return termination.signal === 'SIGKILL' ? 'docker kill' : `docker kill --signal=${termination.signal}`;
}

/** The same for a text of the lab's, which tells it in its own language. */
export function saidTermination(termination: Termination): Said {
  return termination.kind === 'fault' ? FAULT_WORDS[termination.fault] : { text: terminationCommand(termination) };
}

const FAULT_WORDS: Record<Fault, Said> = { crash: said('crash'), 'out-of-memory': said('out of memory') };

export function isSigkill(termination: Termination): boolean {
  return termination.kind === 'kill' && termination.signal === 'SIGKILL';
}

function faultCommand(fault: Fault, target: CommandTarget): string {
  const request = target.faults?.[fault];
  return request === undefined ? english(FAULT_WORDS[fault]) : curl(request.method, target, request.path);
}

function curl(method: string, { url }: CommandTarget, path: string): string {
  return `curl -X ${method} ${url ?? 'http://127.0.0.1:PORT'}${path}`;
}
