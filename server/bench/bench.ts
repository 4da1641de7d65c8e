/** Runs every benchmark, one after the other, each in a process of its own. Prints ratios, never asserts. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

for (const name of ['action', 'start', 'traffic']) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
