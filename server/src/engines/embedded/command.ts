import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { RuntimeSettings } from '#protocol/runtime-knobs.ts';
import { shellLine } from '#protocol/shell-words.ts';
import type { LabInstance } from '../instance.ts';
import type { LabContainer } from '../lab-container.ts';
import { INSTANCE_VARIABLE, OWNER_VARIABLE } from './sweep.ts';

/** Where programs are looked for: the lab's own PATH, or the system's where it has none. */
export const SYSTEM_PATH = process.env.PATH ?? ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);

/** A lab container's command for a port, with the arguments that follow it. `node` is the one that runs the lab. */
export function commandOf(
  container: LabContainer,
  port: number,
  args: readonly string[],
  form: RuntimeSettings['form'] = 'exec',
): string[] {
  const [file = '', ...own] = ownCommand(container, port);
  const words = [file === 'node' ? process.execPath : file, ...own, ...args];
  return form === 'exec' ? words : ['/bin/sh', '-c', shellLine(words)];
}

/** The same as a person would type it. */
export function commandLineOf(container: LabContainer, port: number, args: readonly string[]): string {
  return shellLine([...ownCommand(container, port), ...args]);
}

function ownCommand({ embedded }: LabContainer, port: number): string[] {
  return (embedded?.command ?? []).map((word) => word.replaceAll('{port}', String(port)));
}

export interface EnvironmentParts {
  port: number;
  instance: LabInstance;
  /** The virtual environment to run in; null for the system's own programs. */
  virtualEnvironment: string | null;
  /** Where it keeps what is to outlive it; null where it keeps nothing. */
  dataFolder: string | null;
  /** The container's own variables. */
  own: Record<string, string>;
}

/** All that a program finds in its environment. The lab's own variables may hold secrets of its user: none is handed on. */
export function environmentOf(parts: EnvironmentParts): Record<string, string> {
  const { port, instance, virtualEnvironment, dataFolder, own } = parts;
  return {
    ...own,
    PATH: virtualEnvironment === null ? SYSTEM_PATH : `${join(virtualEnvironment, 'bin')}${delimiter}${SYSTEM_PATH}`,
    HOME: tmpdir(),
    LANG: 'C.UTF-8',
    HOST: '127.0.0.1',
    PORT: String(port),
    ...(dataFolder === null ? {} : { DATA_FOLDER: dataFolder }),
    PYTHONUNBUFFERED: '1',
    // Bytecode would be written beside the program, and change the hash of the lab container's folder.
    PYTHONDONTWRITEBYTECODE: '1',
    [INSTANCE_VARIABLE]: instance.id,
    [OWNER_VARIABLE]: instance.owner,
  };
}
