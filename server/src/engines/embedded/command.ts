import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { LabInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import { INSTANCE_VARIABLE, OWNER_VARIABLE } from './sweep.ts';

/** Where programs are looked for: the lab's own PATH, or the system's where it has none. */
export const SYSTEM_PATH = process.env.PATH ?? ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);

/** A lab container's command for a port, with the arguments that follow it. `node` is the one that runs the lab. */
export function commandOf(container: LabContainer, port: number, args: readonly string[]): string[] {
  const command = container.embedded.command.map((word) => word.replaceAll('{port}', String(port)));
  const [file = '', ...own] = command;
  return [file === 'node' ? process.execPath : file, ...own, ...args];
}

/** The same as a person would type it. */
export function commandLineOf(container: LabContainer, port: number, args: readonly string[]): string {
  const words = [...container.embedded.command.map((word) => word.replaceAll('{port}', String(port))), ...args];
  return words.map((word) => (/^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

export interface EnvironmentParts {
  port: number;
  instance: LabInstance;
  /** The virtual environment to run in; null for the system's own programs. */
  virtualEnvironment: string | null;
  /** The container's own variables. */
  own: Record<string, string>;
}

/** All that a program finds in its environment. The lab's own variables may hold secrets of its user: none is handed on. */
export function environmentOf({ port, instance, virtualEnvironment, own }: EnvironmentParts): Record<string, string> {
  return {
    ...own,
    PATH: virtualEnvironment === null ? SYSTEM_PATH : `${join(virtualEnvironment, 'bin')}${delimiter}${SYSTEM_PATH}`,
    HOME: tmpdir(),
    LANG: 'C.UTF-8',
    HOST: '127.0.0.1',
    PORT: String(port),
    PYTHONUNBUFFERED: '1',
    // Bytecode would be written beside the program, and change the hash of the lab container's folder.
    PYTHONDONTWRITEBYTECODE: '1',
    [INSTANCE_VARIABLE]: instance.id,
    [OWNER_VARIABLE]: instance.owner,
  };
}
