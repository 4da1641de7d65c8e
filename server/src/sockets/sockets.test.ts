import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { allowedHosts } from '../access/guard.ts';
import { Engines } from '../engines/engines.ts';
import { TestRuns } from '../runs/testing.ts';
import { serveSockets } from './sockets.ts';

/** A lab's live side with one client of it that may send what it likes. */
async function connect(): Promise<{ client: Socket } & AsyncDisposable> {
  const lab = await TestRuns.open();
  const http = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = serveSockets(
    http,
    { version: '1', scenarios: [], engines: new Engines([], 'auto'), runs: lab.runs, isClosing: false },
    () => allowedHosts('127.0.0.1', port),
    pino({ level: 'silent' }),
  );
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  await new Promise<void>((resolve) => client.once('connect', resolve));
  return {
    client,
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
    'run:finish',
    'run:remove',
    'run:watch',
    'run:unwatch',
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
