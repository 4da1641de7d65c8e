/**
 * Runs every benchmark, one after the other, each in a process of its own, and prints all figures as a table at the end. Names as
 * arguments run those alone. Asserts nothing: a figure that misses its goal says so and is no failure.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { figureSchema, table } from './figure.ts';

const BENCHMARKS = ['action', 'start', 'load', 'throughput', 'pacing', 'logs', 'viewers', 'memory', 'timeline'];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${BENCHMARKS.join(', ')}.`);
  process.exit(2);
}

const figures: Figure[] = [];
const failed: string[] = [];
for (const name of asked.length > 0 ? asked : BENCHMARKS) {
  console.log(`\n── ${name}`);
  const child = fork(join(import.meta.dirname, `${name}.ts`));
  child.on('message', (message) => figures.push(figureSchema.parse(message)));
  const [code] = await once(child, 'exit');
  if (code !== 0) failed.push(name);
}

const { stdout } = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { encoding: 'utf8' });
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()})`;
console.log(
  `\n${machine}, Node ${process.version}, Docker ${stdout?.trim() || 'not there'}, ${new Date().toISOString()}\n`,
);
console.log(table(figures));
if (failed.length > 0) {
  console.error(`Broke off: ${failed.join(', ')}`);
  process.exitCode = 1;
}
