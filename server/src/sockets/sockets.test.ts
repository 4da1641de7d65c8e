import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { allowedHosts } from '../access/guard.ts';
import { NO_CONTENT } from '../content.fixture.ts';
import { Engines } from '../engines/engines.ts';
import { memoryHistory } from '../history/testing.ts';
import { memoryRepeats } from '../runs/repeat.fixture.ts';
import type { Runs } from '../runs/runs.ts';
import { SCENARIO, TestRuns, until } from '../runs/testing.ts';
import { serveSockets } from './sockets.ts';

/** A lab's live side with one client of it that may send what it likes. */
async function connect(headers = {}): Promise<{ client: Socket; runs: Runs } & AsyncDisposable> {
  const lab = await TestRuns.open();
  const http = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = serveSockets(
    http,
    {
      version: '1',
      content: NO_CONTENT,
      engines: new Engines([], 'auto'),
      runs: lab.runs,
      repeats: memoryRepeats(lab.runs),
      history: memoryHistory(lab.runs),
      isClosing: false,
    },
    () => allowedHosts('127.0.0.1', port),
    pino({ level: 'silent' }),
  );
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], extraHeaders: headers });
  await new Promise<void>((resolve) => client.once('connect', resolve));
  return {
    client,
    runs: lab.runs,
    async [Symbol.asyncDispose]() {
      client.close();
      await server.close();
      await lab[Symbol.asyncDispose]();
    },
  };
}

test.each([
  ['no acknowledgement', []],
  ['something else in its place', ['x', 1, null]],
  ['an acknowledgement in the place of the command', [() => {}]],
])('a command with %s does the lab no harm', async (_title, sent) => {
  await using lab = await connect();
  const names = [
    'lab:describe',
    'run:create',
    'run:start',
    'run:terminate',
    'lane:terminate',
    'console:run',
    'run:finish',
    'run:remove',
    'run:watch',
    'run:unwatch',
    'log:find',
    'repeat:list',
    'repeat:create',
    'repeat:stop',
    'repeat:watch',
    'repeat:unwatch',
    'progress:load',
    'progress:save',
    'error',
    'none',
  ];
  for (const name of names) lab.client.emit(name, ...sent);
  const answer: unknown = await lab.client.emitWithAck('lab:describe');
  expect(answer).toMatchObject({ ok: true, data: { version: '1' } });
});

test('a command that cannot be used is answered with what is wrong', async () => {
  await using lab = await connect();
  const answer: unknown = await lab.client.emitWithAck('run:start', { runId: 'x' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
});

test('a line of a console is run and answered with what it printed, its own errors too', async () => {
  await using lab = await connect();
  const run = await lab.runs.create({ scenarioId: SCENARIO.id }, null);
  await until(run, () => run.status === 'ready');
  const type = async (line: string): Promise<unknown> =>
    await lab.client.emitWithAck('console:run', { runId: run.id, laneId: 'a', line });
  expect(await type(`docker kill lab-${run.id}-b`)).toEqual({
    ok: true,
    data: { lines: [{ stream: 'stdout', text: `lab-${run.id}-b` }], exitCode: 0, acted: true },
  });
  expect(await type('docker stats')).toMatchObject({ ok: true, data: { exitCode: 1, acted: false } });
  expect(await type('x'.repeat(1_001))).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  expect(await type('docker ps\nhelp')).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
});

test('a line of a console that belongs to another learner is not run', async () => {
  const [own, other] = ['0', '1'].map((digit) => `${digit.repeat(8)}-0000-0000-0000-000000000000`);
  await using lab = await connect({ cookie: `learner=${other}` });
  const run = await lab.runs.create({ scenarioId: SCENARIO.id }, own ?? '');
  await until(run, () => run.status === 'ready');
  const answer: unknown = await lab.client.emitWithAck('console:run', {
    runId: run.id,
    laneId: 'a',
    line: 'docker ps',
  });
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-yours' } });
});
