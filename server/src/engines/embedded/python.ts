import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LabContainer } from '../lab-container.ts';

// pip's own settings, such as an index or a proxy, are in the user's environment: it runs with all of it.
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

/** What makes virtual environments. */
export interface PythonInstaller {
  /** Where a container's is, or would be; null for a container that names no Python packages. */
  locate(container: LabContainer, dataFolder: string): Promise<VirtualEnvironment | null>;
  /** Whether it was made to the end, by this lab or an earlier one. */
  isComplete(environment: VirtualEnvironment): Promise<boolean>;
  /** Whether python3 could make it: its modules are there, and pip finds the packages, on this disk or in the index. */
  canBeMade(environment: VirtualEnvironment): Promise<boolean>;
  /**
   * Makes it. Half of it may be left by a failure, and is removed by the next attempt.
   * @throws Error with pip's last words; AbortError
   */
  make(environment: VirtualEnvironment, abortSignal: AbortSignal): Promise<void>;
}

/** The machine's own python3. */
export const python: PythonInstaller = {
  async locate(container, dataFolder) {
    const { pythonRequirements } = container.embedded;
    if (pythonRequirements === undefined) return null;
    const requirements = join(container.folder, pythonRequirements);
    // A folder of its own for each content of the requirements.
    const hash = createHash('sha256')
      .update(await readFile(requirements))
      .digest('hex');
    return { folder: join(dataFolder, 'python', `${container.name}-${hash.slice(0, 12)}`), requirements };
  },

  isComplete({ folder }) {
    return access(join(folder, MARKER)).then(
      () => true,
      () => false,
    );
  },

  async canBeMade({ requirements }) {
    const abortSignal = AbortSignal.timeout(REACH_PATIENCE_MS);
    const quick = ['--quiet', '--retries', '0', '--timeout', '3', '--dry-run', '--ignore-installed', '--no-deps'];
    try {
      await run('python3', ['-c', 'import venv, ensurepip'], { signal: abortSignal });
      await run('python3', ['-m', 'pip', 'install', ...quick, '--requirement', requirements], {
        signal: abortSignal,
      });
      return true;
    } catch {
      return false;
    }
  },

  async make({ folder, requirements }, abortSignal) {
    const bounded = AbortSignal.any([abortSignal, AbortSignal.timeout(INSTALL_PATIENCE_MS)]);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', folder], { signal: bounded });
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--requirement', requirements], { signal: bounded });
    await writeFile(join(folder, MARKER), '');
  },
};
