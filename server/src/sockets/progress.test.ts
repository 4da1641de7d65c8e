import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { allowedHosts } from '../access/guard.ts';
import { NO_CONTENT } from '../content.fixture.ts';
import { Engines } from '../engines/engines.ts';
import { memoryHistory } from '../history/testing.ts';
import { memoryRepeats } from '../runs/repeat.fixture.ts';
import { TestRuns } from '../runs/testing.ts';
import { serveSockets } from './sockets.ts';

/** A lab's live side, and how a browser with a cookie speaks to it. */
async function open() {
  const lab = await TestRuns.open();
  const http = createServer();
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const history = memoryHistory(lab.runs);
  const server = serveSockets(
    http,
    {
      version: '1',
      content: NO_CONTENT,
      engines: new Engines([], 'auto'),
      runs: lab.runs,
      repeats: memoryRepeats(lab.runs),
      history,
      isClosing: false,
    },
    () => allowedHosts('127.0.0.1', port),
    pino({ level: 'silent' }),
  );
  return {
    /** @param learner null for a script without a cookie */
    async ask(learner: string | null, command: string, ...input: unknown[]): Promise<unknown> {
      const client = io(`http://127.0.0.1:${port}`, {
        transports: ['websocket'],
        ...(learner === null ? {} : { extraHeaders: { cookie: `learner=${learner}` } }),
      });
      const answer: unknown = await client.emitWithAck(command, ...input);
      client.close();
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await lab[Symbol.asyncDispose]();
    },
  };
}

const ONE = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const lesson = { at: 1, prediction: null, skipped: true, score: null, runId: null, seen: [], done: true };
const progress = { version: 1, lessons: { oom: lesson } };

test('progress belongs to the browser that saved it', async () => {
  await using lab = await open();
  expect(await lab.ask(ONE, 'progress:save', progress)).toEqual({ ok: true, data: progress });
  expect(await lab.ask(ONE, 'progress:load')).toEqual({ ok: true, data: progress });
  expect(await lab.ask(OTHER, 'progress:load')).toEqual({ ok: true, data: { version: 1, lessons: {} } });
});

test('a script without a cookie has no progress, and keeps none', async () => {
  await using lab = await open();
  expect(await lab.ask(null, 'progress:load')).toEqual({ ok: true, data: null });
  expect(await lab.ask(null, 'progress:save', progress)).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
});

test.each([
  ['another version', { version: 2, lessons: {} }],
  ['a lesson that is none', { version: 1, lessons: { oom: { done: true } } }],
  ['a name that is none', { version: 1, lessons: { 'Not a slug': lesson } }],
  [
    'more lessons than any course has',
    { version: 1, lessons: Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`l-${index}`, lesson])) },
  ],
])('%s is refused', async (_what, odd) => {
  await using lab = await open();
  expect(await lab.ask(ONE, 'progress:save', odd)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
});
