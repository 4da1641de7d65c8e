import { z } from 'zod';
import type { Failure } from './failures.ts';

const testSchema = z.object({
  projectName: z.string(),
  status: z.enum(['skipped', 'expected', 'unexpected', 'flaky']),
  expectedStatus: z.string(),
  results: z.array(
    z.object({ status: z.string().optional(), error: z.object({ message: z.string().optional() }).optional() }),
  ),
});
const suiteSchema = z.object({
  specs: z.array(z.object({ title: z.string(), file: z.string(), tests: z.array(testSchema) })),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});

/** What is read of the report of Playwright's `json` reporter. */
export const playwrightReport = z.object({
  suites: z.array(suiteSchema),
  errors: z.array(z.object({ message: z.string().optional() })),
});
export type PlaywrightReport = z.infer<typeof playwrightReport>;

type TestReport = z.infer<typeof testSchema> & { title: string; file: string };

/** How the tests of a report came out. `skipped` are those that said so themselves, and why; `notRun` are all others without an end. */
export interface PlaywrightCount {
  passed: number;
  failed: number;
  skipped: number;
  notRun: number;
  failures: Failure[];
}

/** Counts each test once. What is wrong with the run and with none of its tests is a failure of its own. */
export function countPlaywright({ suites, errors }: PlaywrightReport): PlaywrightCount {
  const tests = suites.flatMap(testsOf);
  const count = (is: (test: TestReport) => boolean) => tests.filter(is).length;
  return {
    passed: count(({ status }) => status === 'expected'),
    failed: count(({ status }) => status === 'unexpected' || status === 'flaky') + errors.length,
    skipped: count((test) => test.status === 'skipped' && skippedItself(test)),
    notRun: count((test) => test.status === 'skipped' && !skippedItself(test)),
    failures: [
      ...tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').map(failureOf),
      ...errors.map(({ message = '' }) => ({ where: 'outside every test', message })),
    ],
  };
}

function testsOf({ specs, suites = [] }: z.infer<typeof suiteSchema>): TestReport[] {
  const own = specs.flatMap(({ tests, title, file }) => tests.map((test) => ({ ...test, title, file })));
  return [...own, ...suites.flatMap(testsOf)];
}

function failureOf({ projectName, file, title, results }: TestReport): Failure {
  const message = results.find(({ error }) => error !== undefined)?.error?.message ?? '';
  return { where: `[${projectName}] ${file} › ${title}`, message };
}

/**
 * Playwright calls all of these skipped: a test that skipped itself, one that was interrupted, and one whose turn never came, because
 * the run was interrupted, its worker died or a hook before it failed. Only the first expected to be.
 */
function skippedItself({ expectedStatus, results }: TestReport): boolean {
  return (
    expectedStatus === 'skipped' && results.length > 0 && results.every(({ status }) => status !== 'interrupted')
  );
}
