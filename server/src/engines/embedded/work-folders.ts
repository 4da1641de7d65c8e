import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabInstance } from '../instance.ts';
import { isOwnerDead } from '../instance.ts';

/** In each lab's folder: whose it is, for `isOwnerDead`. */
const OWNER_FILE = 'owner.json';

/** Where programs keep what outlives them: what a volume is to a container. Every lab has a folder of its own, and removes it. */
export class WorkFolders {
  readonly #root: string;
  readonly #own: string;
  readonly #instance: LabInstance;

  /** @param dataFolder the lab's data folder, which several labs may share */
  constructor(dataFolder: string, instance: LabInstance) {
    this.#root = join(dataFolder, 'work');
    this.#own = join(this.#root, instance.id);
    this.#instance = instance;
  }

  /** A folder for a container; made where it is not there yet. */
  async folder(containerName: string): Promise<string> {
    const folder = join(this.#own, containerName);
    await mkdir(folder, { recursive: true });
    await writeFile(join(this.#own, OWNER_FILE), this.#instance.owner);
    return folder;
  }

  async removeFolder(containerName: string): Promise<void> {
    await rm(join(this.#own, containerName), { recursive: true, force: true });
  }

  /** Removes all of this lab's folders. */
  async remove(): Promise<void> {
    await rm(this.#own, { recursive: true, force: true });
  }

  /** Removes the folders of labs that are dead for certain, and nothing else. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#root).catch(() => []);
    for (const name of names) {
      const owner = await readFile(join(this.#root, name, OWNER_FILE), 'utf8').catch(() => '');
      if (await isOwnerDead(owner)) await rm(join(this.#root, name), { recursive: true, force: true });
    }
  }
}
