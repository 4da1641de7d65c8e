import { expect, test } from 'vitest';
import { countPlaywright, playwrightReport } from './playwright-count.ts';

const given = (status: string, expectedStatus: string, ...results: string[]) => ({
  title: 'adds',
  file: 'a.spec.ts',
  tests: [
    {
      projectName: 'docker',
      status,
      expectedStatus,
      results: results.map((result) => ({
        status: result,
        ...(result === 'failed' ? { error: { message: 'expected 1' } } : {}),
      })),
    },
  ],
});

function count(specs: object[], errors: object[] = []) {
  const [first, ...others] = specs;
  const suites = [{ specs: [first], suites: [{ specs: others }] }];
  return countPlaywright(playwrightReport.parse({ suites, errors }));
}

test('a test that skipped itself is skipped', () => {
  expect(count([given('expected', 'passed', 'passed'), given('skipped', 'skipped', 'skipped')])).toEqual({
    passed: 1,
    failed: 0,
    skipped: 1,
    notRun: 0,
    failures: [],
  });
});

test('a test that was interrupted, whose turn never came, or whose hook failed did not run', () => {
  const unfinished = [
    given('skipped', 'passed', 'interrupted'),
    given('skipped', 'passed'),
    given('skipped', 'skipped'),
    given('skipped', 'passed', 'skipped'),
  ];
  expect(count(unfinished)).toMatchObject({ passed: 0, failed: 0, skipped: 0, notRun: 4 });
});

test('a test that passed at the second try is a failure, and so is an error of no test', () => {
  const tests = [given('flaky', 'passed', 'failed', 'passed'), given('unexpected', 'passed', 'failed')];
  expect(count(tests, [{ message: 'A worker ended.' }])).toMatchObject({
    passed: 0,
    failed: 3,
    failures: [
      { where: '[docker] a.spec.ts › adds', message: 'expected 1' },
      { where: '[docker] a.spec.ts › adds', message: 'expected 1' },
      { where: 'outside every test', message: 'A worker ended.' },
    ],
  });
});
