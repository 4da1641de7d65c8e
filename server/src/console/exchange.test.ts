import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { exchange, MOST_BYTES } from './exchange.ts';

const never = new AbortController().signal;
const REQUEST = Buffer.from('GET / HTTP/1.1\r\n\r\n');
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server that does something on each connection when the request has come. */
async function serve(work: (socket: Socket) => void): Promise<{ host: string; port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => work(socket));
    ends.push(() => socket.destroy());
  });
  ends.push(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
}

const options = { maxMs: 5_000, isHead: false, abortSignal: never };
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n';

test('a whole answer', async () => {
  const place = await serve((socket) => socket.write('HTTP/1.1 201 Created\r\nContent-Length: 2\r\nA: b\r\n\r\nok'));
  const { ending, head, body } = await exchange(place, REQUEST, options);
  expect([ending, head?.status, head?.headers, String(body)]).toEqual([
    ...['answer', 'HTTP/1.1 201 Created', ['Content-Length: 2', 'A: b'], 'ok'],
  ]);
});

test('an answer that ends with its connection', async () => {
  const place = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
  expect(await exchange(place, REQUEST, options)).toMatchObject({ ending: 'answer', body: Buffer.from('all of it') });
});

test('an answer to HEAD has no body, whatever length it names', async () => {
  const place = await serve((socket) => socket.write(HEAD));
  expect(await exchange(place, REQUEST, { ...options, isHead: true })).toMatchObject({ ending: 'answer' });
});

test.each<[string, (socket: Socket) => void, object]>([
  ['closed without an answer', (socket) => socket.end(), { ending: 'end-of-file', head: null }],
  ['reset without an answer', (socket) => socket.resetAndDestroy(), { ending: 'reset', head: null }],
  ['closed in the middle', (socket) => socket.end(`${HEAD}abc`), { ending: 'end-of-file', head: { length: 10 } }],
  ['no HTTP', (socket) => socket.end('hello\r\n'), { ending: 'malformed', head: null }],
  [
    'an answer without an end',
    (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n${'x'.repeat(MOST_BYTES + 1)}`),
    { ending: 'too-large', body: Buffer.alloc(MOST_BYTES, 'x') },
  ],
])('%s', async (_title, work, seen) => {
  expect(await exchange(await serve(work), REQUEST, options)).toMatchObject({ isConnected: true, ...seen });
});

test('nobody who listens', async () => {
  const place = await serve(() => undefined);
  for (const end of ends.splice(0)) end();
  expect(await exchange(place, REQUEST, options)).toMatchObject({ ending: 'unreachable', isConnected: false });
});

test('an answer that does not come', async () => {
  const place = await serve(() => undefined);
  expect(await exchange(place, REQUEST, { ...options, maxMs: 30 })).toMatchObject({ ending: 'patience' });
});

test('is given up with the run', async () => {
  const place = await serve(() => controller.abort());
  const controller = new AbortController();
  await expect(exchange(place, REQUEST, { ...options, abortSignal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});
