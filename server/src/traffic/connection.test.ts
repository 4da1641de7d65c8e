import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { monotonicMs } from '../clock.ts';
import type { ConnectionFacts } from './connection.ts';
import { Connection } from './connection.ts';
import type { Ending } from './outcome.ts';
import { answer, serve, serveElsewhere } from './testing.ts';

const REQUEST = 'GET / HTTP/1.1\r\nHost: test\r\nX-Request-Id: 1\r\n\r\n';

function newFacts(): ConnectionFacts {
  return {
    connectedAt: null,
    writtenAt: null,
    firstByteAt: null,
    endedAt: null,
    status: null,
    errorCode: null,
    bytesReceived: 0,
    reusedConnection: false,
  };
}

function exchange(connection: Connection, facts: ConnectionFacts, timeoutMs = 5000): Promise<Ending> {
  return new Promise((ended) => {
    connection.exchange(REQUEST, facts, timeoutMs, { written: () => {}, ended });
  });
}

describe('Connection', () => {
  test('reports each step when it happened', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    const sentAt = monotonicMs();
    const facts = newFacts();
    const connection = new Connection({ host: '127.0.0.1', port: server.port }, monotonicMs, () => {});
    expect(await exchange(connection, facts)).toBe('response');
    const { connectedAt, writtenAt, firstByteAt, endedAt } = facts;
    const steps = [sentAt, connectedAt, writtenAt, firstByteAt, endedAt, monotonicMs()];
    expect(steps).toEqual([...steps].sort((a, b) => Number(a) - Number(b)));
    expect(facts).toMatchObject({ status: 201, errorCode: null, reusedConnection: false });
    connection.close();
  });

  test('carries one request after the other, and says which had company', async () => {
    await using server = await serve(({ socket }) => answer(socket));
    const connection = new Connection({ host: '127.0.0.1', port: server.port }, monotonicMs, () => {});
    const all = [newFacts(), newFacts(), newFacts()];
    for (const facts of all) {
      expect(await exchange(connection, facts)).toBe('response');
      expect(connection.usable).toBe(true);
    }
    expect(all.map(({ reusedConnection }) => reusedConnection)).toEqual([false, true, true]);
    expect(server.connections()).toBe(1);
    connection.close();
  });

  test.each(['close', 'speak'] as const)('is not usable once the server did %s unasked', async (spoil) => {
    const sockets: Socket[] = [];
    await using server = await serve(({ socket }) => {
      sockets.push(socket);
      answer(socket);
    });
    const gone = Promise.withResolvers<void>();
    const connection = new Connection({ host: '127.0.0.1', port: server.port }, monotonicMs, () => gone.resolve());
    expect(await exchange(connection, newFacts())).toBe('response');
    expect(connection.usable).toBe(true);
    for (const socket of sockets) {
      if (spoil === 'close') socket.end();
      else socket.write('HTTP/1.1 408 Request Timeout\r\n\r\n');
    }
    await gone.promise;
    expect(connection.usable).toBe(false);
  });

  test('what the system has already taken in is not missing because this thread was held up', async () => {
    await using server = await serveElsewhere(`
      require('node:http').createServer((request, response) => response.end('ok'))
        .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`);
    const facts = newFacts();
    const connection = new Connection({ host: '127.0.0.1', port: server.port }, monotonicMs, () => {});
    const ending = exchange(connection, facts, 100);
    await new Promise((next) => process.nextTick(next));
    for (const start = monotonicMs(); monotonicMs() < start + 150; ); // past the patience; the handshake is long over
    await ending;
    expect(facts.connectedAt).not.toBeNull();
    connection.close();
  });

  test('lets the server close first where a connection is not used again', async () => {
    const order: string[] = [];
    await using server = await serve(({ socket }) => {
      socket.on('end', () => order.push('client closed'));
      answer(socket, 'ok', 'Connection: close\r\n');
      setTimeout(() => {
        order.push('server closes');
        socket.end();
      }, 50);
    });
    const gone = Promise.withResolvers<void>();
    const connection = new Connection({ host: '127.0.0.1', port: server.port }, monotonicMs, () => gone.resolve());
    expect(await exchange(connection, newFacts())).toBe('response');
    expect(connection.usable).toBe(false);
    await gone.promise;
    expect(order[0]).toBe('server closes');
  });

  test('a connection that was made and reset before anybody looked counts as connected', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'connection-'));
    const flag = join(folder, 'reset');
    await using server = await serveElsewhere(`
      require('node:net').createServer((socket) => {
        socket.on('close', () => require('node:fs').writeFileSync(${JSON.stringify(flag)}, ''));
        socket.resetAndDestroy();
      }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`);
    const facts = newFacts();
    const connection = new Connection({ host: '127.0.0.1', port: server.port }, monotonicMs, () => {});
    const ending = exchange(connection, facts);
    await new Promise((next) => process.nextTick(next)); // net.connect with an address connects within this tick
    while (!existsSync(flag)); // nobody looks: this thread's event loop stands still meanwhile
    expect(await ending).toBe('error');
    expect(facts).toMatchObject({ errorCode: 'ECONNRESET', writtenAt: null });
    expect(facts.connectedAt).not.toBeNull();
    await rm(folder, { recursive: true });
  });

  test('closes nothing twice and survives being given up at any time', async () => {
    await using server = await serve(() => {});
    let closed = 0;
    const gone = Promise.withResolvers<void>();
    const connection = new Connection({ host: '127.0.0.1', port: server.port }, monotonicMs, () => {
      closed += 1;
      gone.resolve();
    });
    const ending = exchange(connection, newFacts());
    connection.giveUp();
    connection.giveUp();
    connection.close();
    expect(await ending).toBe('abandoned');
    await gone.promise;
    expect(closed).toBe(1);
  });
});
