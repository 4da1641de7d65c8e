/**
 * Runs every check and adds them up: types, lint, unit, contract, end-to-end in a real browser. The last line is
 * `N passed, N failed, N skipped`; the exit code is 1 where anything failed. With CI=true a missing Docker engine or browser is a
 * failure; elsewhere what they keep from running is printed and counted as skipped.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ensureBrowser } from '../e2e/support/browser.ts';

const root = resolve(import.meta.dirname, '..');
const results = await mkdtemp(join(tmpdir(), 'lab-tests-'));

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** Runs one command of node_modules/.bin with its output shown. */
function run(command: string, args: string[], environment: Record<string, string> = {}): Promise<number> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
    child.once('error', reject);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** A command that is one check as a whole. */
async function check(command: string, args: string[]): Promise<Count> {
  const code = await run(command, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function vitest(project: string): Promise<Count> {
  const file = join(results, `${project}.json`);
  const code = await run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = await readReport(vitestReport, file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  // A file that cannot be loaded has no test that failed, and is a failure all the same.
  const failed = Math.max(report.numFailedTests, code === 0 && report.success ? 0 : 1);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

async function playwright(): Promise<Count> {
  const file = join(results, 'e2e.json');
  const code = await run('playwright', ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = await readReport(playwrightReport, file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: Math.max(unexpected + flaky, code === 0 ? 0 : 1), skipped };
}

async function readReport<Schema extends z.ZodType>(schema: Schema, file: string): Promise<z.infer<Schema> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    console.error(`No report at ${file}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function endToEnd(): Promise<Count> {
  const missing = ensureBrowser();
  if (missing === null) return await playwright();
  console.error(`\n*** THE END-TO-END TESTS DID NOT RUN: ${missing}\n`);
  return process.env.CI === 'true' ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 };
}

const suites: [string, () => Promise<Count>][] = [
  ['types: server', () => check('tsc', ['-p', 'server'])],
  ['types: client', () => check('tsc', ['-p', 'client'])],
  ['types: e2e and scripts', () => check('tsc', ['-p', 'e2e'])],
  ['format and lint', () => check('biome', ['check', '--error-on-warnings', '.'])],
  ['unit', () => vitest('unit')],
  ['contract', () => vitest('contract')],
  ['end to end', endToEnd],
];

const total: Count = { passed: 0, failed: 0, skipped: 0 };
const rows: string[] = [];
for (const [title, suite] of suites) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`);
  const began = performance.now();
  const count = await suite();
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  rows.push(
    `  ${title.padEnd(24)} ${String(count.passed).padStart(4)} passed ${String(count.failed).padStart(3)} failed ${String(count.skipped).padStart(3)} skipped ${seconds.padStart(7)} s`,
  );
}
await rm(results, { recursive: true, force: true });
console.log(`\n${rows.join('\n')}`);
if (total.skipped > 0)
  console.log(`\n*** ${total.skipped} SKIPPED: what this machine lacks stands above, in capitals.`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
