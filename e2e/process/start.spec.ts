import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LabProcess } from '../support/lab-process.ts';

test('says which engine it took and why, and where it is', async () => {
  await using lab = await LabProcess.listening(['--engine', 'embedded']);
  expect(lab.output).toMatch(/engine {2}embedded/);
  const health = await fetch(`${lab.url}/api/health`);
  expect(await health.json()).toMatchObject({ status: 'ok' });
});

test('without Docker it takes the embedded engine and says how to get the other', async () => {
  await using lab = await LabProcess.listening([], { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
  const engines = await (await fetch(`${lab.url}/api/engines`)).json();
  expect(engines).toMatchObject({ default: 'embedded' });
  expect(lab.output).toMatch(/engine {2}embedded.*Docker/s);
});

for (const [args, environment, words] of [
  [['--port', 'abc'], {}, '--port abc: takes a whole number'],
  [['--engine', 'podman'], {}, '--engine podman'],
  [['--colour'], {}, "Unknown option '--colour'"],
  [[], { LAB_HOST: 'not a host' }, 'LAB_HOST=not a host'],
] as const) {
  test(`refuses ${[...args, ...Object.keys(environment)].join(' ')} with one line`, async () => {
    await using lab = await LabProcess.spawn([...args], environment);
    expect(await lab.ended).toEqual({ code: 2, signal: null });
    expect(lab.output).toContain(words);
    expect(lab.output.trim().split('\n')).toHaveLength(1);
  });
}

test('names the way out when its port is in use', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await using lab = await LabProcess.spawn(['--port', String(port), '--engine', 'embedded']);
  expect(await lab.ended).toEqual({ code: 1, signal: null });
  expect(lab.output).toContain(`Port ${port} is in use`);
  expect(lab.output).toContain('--port');
  await new Promise((done) => other.close(done));
});

test('a broken scenario is named with file and line, and the others load', async () => {
  const content = await mkdtemp(join(tmpdir(), 'lab-content-'));
  await mkdir(join(content, 'scenarios'));
  const good = `---
id: good
title: Good
summary: A good one
order: 1
traffic: { model: open, ratePerSecond: 10, keepAlive: false, timeoutMs: 1000, handlerTimeMs: 0, maxRequests: 10, maxSeconds: 10 }
lanes:
  - { id: a, label: A, container: comments-api-node, termination: { kind: kill, signal: SIGKILL }, expect: { exitCode: 137, lost: 0 } }
  - { id: b, label: B, container: comments-api-node, termination: { kind: kill, signal: SIGTERM }, expect: { exitCode: 0, lost: 0 } }
---
Text.
`;
  await writeFile(join(content, 'scenarios', 'good.md'), good);
  await writeFile(
    join(content, 'scenarios', 'broken.md'),
    good.replace('id: good', 'id: broken').replace('order: 1', 'order: one'),
  );
  await using lab = await LabProcess.listening(['--engine', 'embedded', '--content', content]);
  expect(lab.output).toMatch(/broken\.md:5: order/);
  const scenarios = await (await fetch(`${lab.url}/api/scenarios`)).json();
  expect(scenarios.map(({ id }: { id: string }) => id)).toEqual(['good']);
});
