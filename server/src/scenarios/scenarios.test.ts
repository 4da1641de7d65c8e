import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config.ts';
import { loadScenarios, readScenario } from './scenarios.ts';

const good = `---
id: try
title: A try
summary: To try it
order: 1
traffic: { model: open, ratePerSecond: 10, keepAlive: false, timeoutMs: 1000, handlerTimeMs: 0, maxRequests: 10, maxSeconds: 10 }
lanes:
  - { id: a, label: A, container: comments-api, termination: { kind: kill, signal: SIGKILL }, expect: { exitCode: 137, lost: [0, 3] } }
  - { id: b, label: B, container: comments-api, termination: { kind: stop, gracePeriodSeconds: 2 }, expect: { exitCode: 0, lost: 0 } }
---
Some *text* and <script>alert(1)</script>.
`;

test('the lab’s own scenarios load without a problem, the one to open first before the rest', async () => {
  const catalogue = await loadScenarios(join(PROJECT_ROOT, 'server', 'content', 'scenarios'));
  expect(catalogue.problems).toEqual([]);
  expect(catalogue.scenarios.map(({ id }) => id)).toEqual(['in-flight', 'article']);
});

test('a range is one number or two', () => {
  const read = readScenario('try.md', good);
  const lanes = 'scenario' in read ? read.scenario.lanes : [];
  expect(lanes.map((lane) => lane.expect.lost)).toEqual([
    { min: 0, max: 3 },
    { min: 0, max: 0 },
  ]);
});

test('raw HTML in the text reaches the page as text', () => {
  const read = readScenario('try.md', good);
  const body = 'scenario' in read ? read.scenario.body : '';
  expect(body).toContain('<em>text</em>');
  expect(body).toContain('&lt;script&gt;');
});

test.each([
  ['no frontmatter', 'text only', 1, 'frontmatter'],
  ['broken YAML', good.replace('order: 1', 'order: [1'), 6, ''],
  ['a field that does not exist', good.replace('order: 1', 'order: 1\ncolour: red'), 2, 'colour'],
  ['a value out of its range', good.replace('ratePerSecond: 10', 'ratePerSecond: 0'), 6, 'traffic.ratePerSecond'],
  ['an unknown signal', good.replace('SIGKILL', 'SIGWINCH'), 8, 'lanes.0.termination.signal'],
])('%s is refused with file, line and reason', (_what, text, line, reason) => {
  const read = readScenario('try.md', text);
  const problems = 'problems' in read ? read.problems : [];
  expect(problems[0]).toMatchObject({ file: 'try.md', line });
  expect(problems[0]?.message).toContain(reason);
});
