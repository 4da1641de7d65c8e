/**
 * Brings a checkout to where the lab can start: installs packages when the lock file changed, builds the page when its sources
 * changed. Plain JavaScript for the machine's own Node (20 or newer): the packages bring the Node that runs everything else.
 *
 * node scripts/setup.mjs [--no-build]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) fail(`The lab needs Node 20 or newer to begin with; this is ${process.version}.`);

step(
  'Installing packages (once, a minute or so)',
  join(root, 'node_modules', '.lab-installed'),
  hash([join(root, 'package-lock.json'), join(root, 'package.json')], `${process.platform}-${process.arch}`),
  () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
);

if (!process.argv.includes('--no-build')) {
  const sources = ['client', 'server/src/protocol'].flatMap((folder) => filesOf(join(root, folder)));
  step(
    'Building the page',
    join(root, 'client', 'dist', '.lab-built'),
    hash([...sources, join(root, 'package-lock.json')]),
    () =>
      run(join(root, 'node_modules', '.bin', 'vite'), ['build', 'client', '--logLevel', 'warn'], {
        // Vite starts by `#!/usr/bin/env node`: the packages' own Node is to be found first.
        PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
      }),
  );
}

/** Does a step unless its stamp says that it was done for the same input. */
function step(title, stamp, key, work) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  console.log(`${title} …`);
  work();
  writeFileSync(stamp, key);
}

function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) fail(`${command} ${args.join(' ')} failed; its words stand above.`);
}

function hash(files, salt = '') {
  const sum = createHash('sha256').update(salt);
  for (const file of files) sum.update(file).update(readFileSync(file));
  return sum.digest('hex');
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist')
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
