import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A lab container's folder as it was at one instant: what the builder gets, and the hash of that. Disposing removes it. */
export interface BuildContext extends AsyncDisposable {
  folder: string;
  contentHash: string;
}

/** Copies a folder: it may be written to while the builder reads it, and the image's label must tell what the image was made of. */
export async function takeContext(folder: string): Promise<BuildContext> {
  const copy = await mkdtemp(join(tmpdir(), 'lab-build-'));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    await cp(folder, copy, { recursive: true, verbatimSymlinks: true });
    return { folder: copy, contentHash: await hashFolder(copy), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** SHA-256 over the names and bytes of a folder's files, in hexadecimal: changes when any of them does. */
export async function hashFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash
      .update(file.slice(folder.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}
