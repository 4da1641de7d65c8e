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
  folder = await mkdtemp(join(tmpdir(), 'lab-catalogue-'));
});
afterEach(() => rm(folder, { recursive: true }));

const GOOD = `---
id: try
title: A try
summary: To try it
order: 1
traffic: { model: open, ratePerSecond: 10, keepAlive: false, timeoutMs: 1000, handlerTimeMs: 0, maxRequests: 10, maxSeconds: 10 }
knobs:
  - threads
lanes:
  - id: a
    label: A
    container: comments-api
    knobs:
      threads: 8
    termination: { kind: kill, signal: SIGKILL }
    expect: { exitCode: 137, lost: [0, 3] }
  - id: b
    label: B
    container: comments-api
    knobs:
      form: shell
    termination: { kind: stop, gracePeriodSeconds: 2 }
    expect: { exitCode: 0, lost: 0 }
---
Text.
`;

async function load(text: string) {
  await writeFile(join(folder, 'try.md'), text);
  return await loadCatalogue(folder, containers);
}

test('the lab’s own catalogue has every scenario', async () => {
  const { scenarios, problems } = await loadCatalogue(join(PROJECT_ROOT, 'server/content/scenarios'), containers);
  expect(problems).toEqual([]);
  expect(scenarios.map(({ id }) => id)).toEqual([
    'in-flight',
    'article',
    'backlog',
    'grace-too-short',
    'server-timeout',
    'shell-form',
    'pid-1',
    'kill-or-stop',
    'wrong-signal',
    'three-servers',
    'exit-143',
    'oom',
    'restart-policy',
    'memory-loss',
    'keep-alive',
    'retries',
    'load-balancer',
  ]);
});

test.each([
  [
    'an unknown container',
    GOOD.replace('container: comments-api', 'container: commnts-api'),
    12,
    'there is no lab container',
  ],
  ['an unknown knob', GOOD.replace('threads: 8', 'thread: 8'), 14, 'has no knob "thread"'],
  ['a knob out of its range', GOOD.replace('threads: 8', 'threads: 800'), 14, 'a whole number from 1 to 64'],
  ['an unknown form', GOOD.replace('form: shell', 'form: round'), 21, 'form takes one of exec, shell'],
  [
    'a fault that the program does not have',
    GOOD.replace('{ kind: kill, signal: SIGKILL }', '{ kind: fault, fault: crash }'),
    10,
    'no way to be made to fail',
  ],
  ['replicas without a balancer', GOOD.replace('label: A', 'label: A\n    replicas: 2'), 10, 'need a balancer'],
  [
    'a balancer that is none',
    GOOD.replace('label: A', 'label: A\n    balancer: comments-api-node'),
    10,
    'is no balancer',
  ],
  ['a retry without a restart', GOOD.replace('label: A', 'label: A\n    retry: plain'), 10, 'restart: true'],
  [
    'a knob to turn that nothing has',
    GOOD.replace('- threads', '- threadz'),
    8,
    'nothing in this scenario has "threadz"',
  ],
])('%s is refused at its line', async (_what, text, line, words) => {
  const { scenarios, problems } = await load(text);
  expect(scenarios).toEqual([]);
  expect(problems[0]?.message).toContain(words);
  expect(problems[0]).toMatchObject({ file: join(folder, 'try.md'), line });
});

test('a good one beside a broken one still loads', async () => {
  await writeFile(join(folder, 'broken.md'), GOOD.replace('id: try', 'id: broken').replace('order: 1', 'order: one'));
  const { scenarios, problems } = await load(GOOD);
  expect(scenarios.map(({ id }) => id)).toEqual(['try']);
  expect(problems).toHaveLength(1);
});
