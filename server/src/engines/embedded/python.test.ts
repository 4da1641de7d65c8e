import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tryDownload } from './python.ts';

/** The system's own python3 first: a distribution forbids its pip to install anything (PEP 668), and that is no obstacle here. */
process.env.PATH = `/usr/bin:${process.env.PATH}`;
const { PATH } = process.env;

function can(program: string, script: string): boolean {
  return spawnSync(program, ['-c', script]).status === 0;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-python-test-'));
});
afterEach(async () => {
  process.env.PATH = PATH;
  await rm(folder, { recursive: true });
});

/** Tries to come by one package, which is looked for on this disk alone. Python takes many seconds to start on a busy machine. */
async function tryPackage(requirement: string): Promise<void> {
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `--no-index\n--find-links ${folder}\n${requirement}\n`);
  await tryDownload(requirements, AbortSignal.timeout(60_000));
}

/** A package as an index would give it: `lab-probe` 1.0. */
async function makePackage(): Promise<void> {
  const name = 'lab_probe-1.0.dist-info';
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'METADATA'), 'Metadata-Version: 2.1\nName: lab-probe\nVersion: 1.0\n');
  await writeFile(join(folder, name, 'WHEEL'), 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n');
  await writeFile(join(folder, name, 'RECORD'), '');
  const zip = ['-m', 'zipfile', '-c', 'lab_probe-1.0-py3-none-any.whl', name];
  expect(spawnSync('python3', zip, { cwd: folder }).status).toBe(0);
}

const isPossible = can('python3', 'import venv, ensurepip, pip');

it.runIf(isPossible)(
  'packages can be had where pip finds them, and cannot where it does not',
  async () => {
    await makePackage();
    await tryPackage('lab-probe==1.0');
    await expect(tryPackage('lab-probe==2.0')).rejects.toThrow('No matching distribution found for lab-probe==2.0');
  },
  120_000,
);

it('no packages can be had without python3', async () => {
  process.env.PATH = folder;
  await expect(tryPackage('lab-probe==1.0')).rejects.toThrow('ENOENT');
});
