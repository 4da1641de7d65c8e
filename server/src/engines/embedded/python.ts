import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LabContainer } from '../lab-container.ts';

// pip's own settings, such as an index or a proxy, are in the user's environment: it runs with all of it.
const run = promisify(execFile);

/** How long the lab tries to find out whether it could install packages: a busy machine needs most of it for python's own start. */
const REACH_PATIENCE_MS = 15_000;
/** One question to the index, and no other. */
const QUICK = ['--quiet', '--no-input', '--disable-pip-version-check', '--retries', '0', '--timeout', '3'];
const PIP = ['python3', '-m', 'pip'] as const;
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

/** What python3 is asked first: fails where it can make no virtual environment, and tells whether it has a pip of its own. */
const ABILITIES = 'import venv, ensurepip, importlib.util as util; print(util.find_spec("pip") is not None)';

/** Whether python3 could install packages. @throws Error with python's or pip's last words; AbortError */
export async function tryDownload(requirements: string, abortSignal: AbortSignal): Promise<void> {
  const bounds = { signal: abortSignal };
  const scratch = await mkdtemp(join(tmpdir(), 'lab-python-'));
  try {
    const { stdout } = await run('python3', ['-c', ABILITIES], bounds);
    // Its own pip, because that takes no time; otherwise the one that a virtual environment brings.
    const hasPip = stdout.trim() === 'True';
    if (!hasPip) await run('python3', ['-m', 'venv', join(scratch, 'venv')], bounds);
    const [program, ...words] = hasPip ? PIP : [join(scratch, 'venv', 'bin', 'pip')];
    // Not `install --dry-run`: a python that belongs to the system refuses that (PEP 668), and an older pip does not know it.
    const download = ['download', '--no-deps', '--dest', scratch, '--requirement', requirements];
    await run(program, [...words, ...download, ...QUICK], bounds);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The machine's own python3. */
export const python: PythonInstaller = {
  async locate(container, dataFolder) {
    const pythonRequirements = container.embedded?.pythonRequirements;
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

  canBeMade({ requirements }) {
    return tryDownload(requirements, AbortSignal.timeout(REACH_PATIENCE_MS)).then(
      () => true,
      () => false,
    );
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
