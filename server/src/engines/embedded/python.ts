import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LabContainer } from '../lab-container.ts';
import { SYSTEM_PATH } from './command.ts';

const run = promisify(execFile);

/** How long the lab tries to find out whether it could install packages. */
const REACH_PATIENCE_MS = 10_000;
const INSTALL_PATIENCE_MS = 180_000;
/** In a virtual environment that was made to the end. */
const MARKER = 'lab-complete';

/** A virtual environment for a lab container's Python packages, in the lab's data folder. */
export interface VirtualEnvironment {
  folder: string;
  requirements: string;
}

/** Where it is, or would be: a folder of its own for each content of the requirements. */
export async function virtualEnvironmentOf(
  container: LabContainer,
  dataFolder: string,
): Promise<VirtualEnvironment | null> {
  const { pythonRequirements } = container.embedded;
  if (pythonRequirements === undefined) return null;
  const requirements = join(container.folder, pythonRequirements);
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  return { folder: join(dataFolder, 'python', `${container.name}-${hash}`), requirements };
}

/** Whether it was made to the end, by this lab or an earlier one. */
export async function isComplete({ folder }: VirtualEnvironment): Promise<boolean> {
  return access(join(folder, MARKER)).then(
    () => true,
    () => false,
  );
}

/** Whether python3 could make it: its modules are there, and pip finds the packages, on this disk or in the index. */
export async function canBeMade({ requirements }: VirtualEnvironment): Promise<boolean> {
  const abortSignal = AbortSignal.timeout(REACH_PATIENCE_MS);
  try {
    await python(['-c', 'import venv, ensurepip'], abortSignal);
    const quick = ['--quiet', '--retries', '0', '--timeout', '3', '--dry-run', '--ignore-installed', '--no-deps'];
    await python(['-m', 'pip', 'install', ...quick, '--requirement', requirements], abortSignal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes it.
 * @throws Error with pip's last words; AbortError. Half of it may be left then, and is removed by the next attempt
 */
export async function make({ folder, requirements }: VirtualEnvironment, abortSignal: AbortSignal): Promise<void> {
  const bounded = AbortSignal.any([abortSignal, AbortSignal.timeout(INSTALL_PATIENCE_MS)]);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await python(['-m', 'venv', folder], bounded);
  const pip = join(folder, 'bin', 'pip');
  await run(pip, ['install', '--quiet', '--requirement', requirements], { signal: bounded });
  await writeFile(join(folder, MARKER), '');
}

/** pip's own settings, such as a mirror or a proxy, are in the user's environment: it runs with all of it. */
async function python(args: string[], abortSignal: AbortSignal): Promise<void> {
  await run('python3', args, { signal: abortSignal, env: { ...process.env, PATH: SYSTEM_PATH } });
}
