import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInstance } from '../instance.ts';
import { WorkFolders } from './work-folders.ts';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'lab-work-'));
});
afterEach(() => rm(dataFolder, { recursive: true }));

const folders = async () => new WorkFolders(dataFolder, await createInstance());
const left = () => readdir(join(dataFolder, 'work')).catch(() => []);

test('a container finds what it left when it asks for its folder again, and another one does not', async () => {
  const work = await folders();
  const own = await work.folder('lab-1-a');
  await writeFile(join(own, 'comments'), 'one');
  expect(await work.folder('lab-1-a')).toBe(own);
  expect(await readFile(join(own, 'comments'), 'utf8')).toBe('one');
  expect(await readdir(await work.folder('lab-1-b'))).toEqual([]);
});

test('a container’s folder is removed with it, and the others’ stay', async () => {
  const work = await folders();
  await work.folder('lab-1-a');
  const other = await work.folder('lab-1-b');
  await work.removeFolder('lab-1-a');
  await work.removeFolder('lab-1-a');
  expect(await readdir(join(other, '..'))).not.toContain('lab-1-a');
  expect(await readdir(other)).toEqual([]);
});

test('a lab removes its own folders, and no other lab’s', async () => {
  const [one, two] = [await folders(), await folders()];
  await one.folder('lab-1-a');
  const other = await two.folder('lab-2-a');
  await one.remove();
  await one.remove();
  expect(await left()).toHaveLength(1);
  expect(await readdir(other)).toEqual([]);
});

test('the sweep removes what a dead lab left, and nothing of a living one or of nobody', async () => {
  const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  // A lab that really lived.
  const script = `import { createInstance } from ${module('../instance.ts')};
    import { WorkFolders } from ${module('./work-folders.ts')};
    await new WorkFolders(${JSON.stringify(dataFolder)}, await createInstance()).folder('lab-0-a');`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const own = await folders();
  const living = await own.folder('lab-1-a');
  await rm(join(await (await folders()).folder('lab-2-a'), '..', 'owner.json'));
  expect(await left()).toHaveLength(3);
  await own.sweep();
  expect(await left()).toHaveLength(2);
  expect(await readdir(living)).toEqual([]);
});

test('the sweep of a folder where no lab ever kept anything does nothing', async () => {
  await (await folders()).sweep();
  expect(await left()).toEqual([]);
});
