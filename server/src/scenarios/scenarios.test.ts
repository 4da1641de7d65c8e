import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config.ts';
import { loadScenarios, readScenario } from './scenarios.ts';

const FOLDER = join(PROJECT_ROOT, 'server', 'content', 'scenarios');

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
  const { scenarios, problems } = await loadScenarios(FOLDER);
  expect(problems).toEqual([]);
  expect(scenarios.map(({ scenario }) => scenario.id).slice(0, 2)).toEqual(['in-flight', 'article']);
  expect(scenarios).toHaveLength(17);
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

test('every part that is too much is named with its line', () => {
  const read = readScenario('try.md', good.replace('order: 1', 'order: 1\ncolour: red\nshape: round'));
  const problems = 'problems' in read ? read.problems : [];
  expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '6 colour: there is no such part; remove it',
    '7 shape: there is no such part; remove it',
  ]);
});

test.each([
  ['no frontmatter', 'text only', 1, 'frontmatter'],
  ['broken YAML', good.replace('order: 1', 'order: [1'), 6, ''],
  ['a field that does not exist', good.replace('order: 1', 'order: 1\ncolour: red'), 6, 'colour: '],
  ['a field with a slip in its name', good.replace('order: 1', 'ordr: 1'), 5, 'did you mean order?'],
  ['a field that is missing', good.replace('order: 1\n', ''), 2, 'order: '],
  ['a value out of its range', good.replace('ratePerSecond: 10', 'ratePerSecond: 0'), 6, 'traffic.ratePerSecond'],
  [
    'a slip in a promise',
    good.replace('lost: 0 }', 'lost: 0, promises: { no-sigkil: kept } }'),
    9,
    'did you mean no-sigkill?',
  ],
  [
    'a slip in a termination',
    good.replace('gracePeriodSeconds', 'gracePeriodsSeconds'),
    9,
    'did you mean gracePeriodSeconds?',
  ],
  ['a kind that does not exist', good.replace('kind: stop', 'kind: stopp'), 9, 'did you mean stop?'],
  ['a range that is none', good.replace('lost: 0', 'lost: few'), 9, 'it takes a number or [from, to]'],
  ['a range with its ends turned', good.replace('[0, 3]', '[3, 0]'), 8, 'the wrong way round'],
  ['a range below nothing', good.replace('[0, 3]', '[-1, 3]'), 8, 'nothing below 0'],
  ['an exit code that there is not', good.replace('exitCode: 137', 'exitCode: 999'), 8, '255 at the most'],
  [
    'something usual that is not claimed',
    good.replace('[0, 3]', '[0, 3], usually: { lost: 4 }'),
    8,
    'within what is claimed',
  ],
  ['two lanes of one name', good.replace('id: b', 'id: a'), 9, 'another lane is a already'],
  ['a traffic that is over before its signal', good.replace('maxSeconds: 10', 'maxSeconds: 1'), 6, 'no trial fits'],
  ['a knob that stands there twice', good.replace('lanes:', 'knobs: [threads, threads]\nlanes:'), 7, 'here already'],
  [
    'a difference to a lane that there is not',
    good.replace('lanes:', 'contrasts: [{ figure: lost, more: a, less: c }]\nlanes:'),
    7,
    'there is no lane c; there are a, b',
  ],
  [
    'a difference of a lane to itself',
    good.replace('lanes:', 'contrasts: [{ figure: lost, more: a, less: a }]\nlanes:'),
    7,
    'name two lanes',
  ],
  ['an unknown signal', good.replace('SIGKILL', 'SIGWINCH'), 8, 'lanes.0.termination.signal'],
])('%s is refused with file, line and reason', (_what, text, line, reason) => {
  const read = readScenario('try.md', text);
  const problems = 'problems' in read ? read.problems : [];
  const found = problems.find(({ message }) => message.includes(reason));
  expect(found, JSON.stringify(problems)).toMatchObject({ file: 'try.md', line });
});
