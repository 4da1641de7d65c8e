/**
 * Runs every check and adds them up: types, lint, size, unit, contract, end-to-end in a real browser. The last line is
 * `N passed, N failed, N skipped`; the exit code is 1 where anything failed. A test that did not run, because the run was interrupted
 * or a worker died, is a failure. With CI=true so is every skipped one: a missing Docker engine or browser. Elsewhere what they keep
 * from running is printed and counted as skipped.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { ensureBrowser } from '../e2e/support/browser.ts';
import type { Failure } from './failures.ts';
import { failureList } from './failures.ts';
import { countPlaywright, playwrightReport } from './playwright-count.ts';

const root = resolve(import.meta.dirname, '..');
const results = await mkdtemp(join(tmpdir(), 'lab-tests-'));

const isCi = process.env.CI === 'true';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  failures?: Failure[];
}

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).optional() }),
      ),
    }),
  ),
});

type VitestFile = z.infer<typeof vitestReport>['testResults'][number];

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
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed, skipped, failures: report.testResults.flatMap(failuresOf) };
}

/** A file that could not be loaded has a message and no test. */
function failuresOf({ name, status, message, assertionResults }: VitestFile): Failure[] {
  const file = relative(root, name);
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [{ where: file, message }];
  return failed.map(({ fullName, failureMessages = [] }) => ({
    where: `${file} › ${fullName}`,
    message: failureMessages.join('\n'),
  }));
}

async function playwright(projects: string[]): Promise<Count> {
  const file = join(results, `${projects.join('-')}.json`);
  const chosen = projects.map((project) => `--project=${project}`);
  const code = await run(
    'playwright',
    ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json', ...chosen],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const report = await readReport(playwrightReport, file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { passed, failed, skipped, notRun, failures } = countPlaywright(report);
  if (notRun > 0) console.error(`\n*** ${notRun} TESTS DID NOT RUN: the run was interrupted, or a worker ended.`);
  return { passed, failed: Math.max(failed + notRun, code === 0 ? 0 : 1), skipped, failures };
}

async function readReport<Schema extends z.ZodType>(schema: Schema, file: string): Promise<z.infer<Schema> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    console.error(`No report at ${file}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function endToEnd(projects: string[]): Promise<Count> {
  const missing = ensureBrowser();
  if (missing === null) return await playwright(projects);
  console.error(`\n*** THE END-TO-END TESTS DID NOT RUN: ${missing}\n`);
  return { passed: 0, failed: 0, skipped: 1 };
}

const suites: [string, () => Promise<Count>][] = [
  ['types: server', () => check('tsc', ['-p', 'server'])],
  ['types: client', () => check('tsc', ['-p', 'client'])],
  ['types: e2e and scripts', () => check('tsc', ['-p', 'e2e'])],
  ['format and lint', () => check('biome', ['check', '--error-on-warnings', '.'])],
  ['size', () => check('size-limit', [])],
  ['unit', () => vitest('unit')],
  ['contract', () => vitest('contract')],
  ['end to end: runs', () => endToEnd(['process', 'docker', 'embedded'])],
  ['end to end: the page', () => endToEnd(['page', 'page-embedded'])],
];

/** In CI nothing may be missing that a test needs. */
function counted(count: Count): Count {
  const { failed, skipped } = count;
  if (!isCi) return count;
  if (skipped > 0) console.error(`\n*** ${skipped} SKIPPED, AND CI=true: they count as failed.`);
  return { ...count, failed: failed + skipped, skipped: 0 };
}

const total: Count = { passed: 0, failed: 0, skipped: 0 };
const rows: string[] = [];
const failures: Failure[] = [];
for (const [title, suite] of suites) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`);
  const began = performance.now();
  const count = counted(await suite());
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  failures.push(...(count.failures ?? []));
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  rows.push(
    `  ${title.padEnd(24)} ${String(count.passed).padStart(4)} passed ${String(count.failed).padStart(3)} failed ${String(count.skipped).padStart(3)} skipped ${seconds.padStart(7)} s`,
  );
}
await rm(results, { recursive: true, force: true });
if (failures.length > 0) console.log(`\n${failureList(failures)}`);
console.log(`\n${rows.join('\n')}`);
if (total.skipped > 0)
  console.log(`\n*** ${total.skipped} SKIPPED: what this machine lacks stands above, in capitals.`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
