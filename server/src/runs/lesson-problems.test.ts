import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config.ts';
import { loadLabContainers } from '../engines/lab-container.ts';
import { loadCatalogue } from './catalogue.ts';

const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-lessons-'));
});
afterEach(() => rm(folder, { recursive: true }));

const GOOD = `---
id: try
title: A try
summary: To try it
order: 1
traffic: { model: open, ratePerSecond: 10, keepAlive: false, timeoutMs: 1000, handlerTimeMs: 0, maxRequests: 10, maxSeconds: 10 }
knobs: [threads, gracePeriodSeconds, handlerTimeMs]
lanes:
  - { id: a, label: A, container: comments-api, termination: { kind: kill, signal: SIGKILL }, expect: { exitCode: 137, lost: 0 } }
  - { id: b, label: B, container: comments-api, termination: { kind: stop, gracePeriodSeconds: 2 }, expect: { exitCode: 0, lost: 0 } }
lesson:
  minutes: 5
  look:
    - lane: a
      text: A line.
      log: stored
  task:
    goal: Do it.
    want:
      a: { exitCode: 0 }
    maxChanges: 2
    hints:
      - text: Think.
        unless: threads
    solution:
      words: Like this.
      traffic: { handlerTimeMs: 10 }
      lanes:
        - id: b
          termination: { kind: stop, gracePeriodSeconds: 3 }
---
Text.
`;

async function problemsOf(text: string) {
  await writeFile(join(folder, 'try.md'), text);
  return (await loadCatalogue(folder, containers)).problems;
}

test('a lesson that fits its scenario is taken', async () => {
  expect(await problemsOf(GOOD)).toEqual([]);
});

test.each([
  ['a lane to look at that is not there', ['- lane: a', '- lane: c'], 14, 'no lane c'],
  ['a wanted lane that is not there', ['a: { exitCode: 0 }', 'd: { exitCode: 0 }'], 20, 'no lane d'],
  ['nothing to look for', ['      log: stored\n', ''], 14, 'either log, a text of a line, or request'],
  ['an unknown kind of request', ['log: stored', 'request: last'], 16, 'lesson.look.0.request'],
  ['a hint on a knob that is not offered', ['unless: threads', 'unless: workers'], 24, 'offers nobody workers'],
  [
    'a solution by a knob that is not offered',
    ['handlerTimeMs: 10', 'ratePerSecond: 10'],
    27,
    'offers nobody ratePerSecond',
  ],
  ['a solution that turns more than may be turned', ['maxChanges: 2', 'maxChanges: 1'], 21, 'turns 2 things'],
  [
    'a solution that nobody can turn on the page',
    ['termination: { kind: stop, gracePeriodSeconds: 3 }', 'termination: { kind: kill, signal: SIGTERM }'],
    25,
    'only the grace period of a docker stop',
  ],
  [
    'a solution with a value out of its range',
    ['termination: { kind: stop, gracePeriodSeconds: 3 }', 'knobs: { threads: 900 }'],
    25,
    'a whole number from 1 to 64',
  ],
  ['a slip in a name', ['maxChanges: 2', 'maxChange: 2'], 21, 'did you mean maxChanges?'],
])('%s is refused at its line', async (_what, [from = '', to = ''], line, words) => {
  const [problem] = await problemsOf(GOOD.replace(from, to));
  expect(problem?.message).toContain(words);
  expect(problem).toMatchObject({ file: join(folder, 'try.md'), line });
});
