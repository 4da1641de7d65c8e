import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { vi } from 'vitest';
import type { RequestRow } from '#protocol/request.ts';
import type { Traffic } from '#protocol/traffic.ts';
import { monotonicMs } from '../clock.ts';
import { Ledger } from '../ledger/ledger.ts';
import { Generator } from './generator.ts';
import type { TrafficPlan } from './plan.ts';

/** For tests: a request as the server read it. */
export interface Heard {
  number: number;
  text: string;
  socket: Socket;
}

/** For tests: a real TCP server of the test's own, which counts for itself. */
export interface TestServer extends AsyncDisposable {
  port: number;
  /** The numbers of all requests that it read, in the order of reading. */
  heard: number[];
  /** How many connections it accepted. */
  connections: () => number;
}

/** For tests: waits until something holds, on a machine that may be busy with other tests. */
export function until(holds: () => void): Promise<void> {
  return vi.waitFor(holds, { timeout: 4000 });
}

/** For tests: answers whole. */
export function answer(socket: Socket, body = '{"ok":true}', more = ''): void {
  socket.write(`HTTP/1.1 201 Created\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** For tests: starts a server on a port of its own that calls `onRequest` for each request that it reads. */
export async function serve(onRequest: (heard: Heard) => void): Promise<TestServer> {
  const heard: number[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      for (let end = endOfRequest(text); end !== null; end = endOfRequest(text)) {
        const request = text.slice(0, end);
        text = text.slice(end);
        const number = Number(/^x-request-id: (\d+)\r$/im.exec(request)?.[1]);
        heard.push(number);
        onRequest({ number, text: request, socket });
      }
    });
  });
  const port = await listen(server);
  return {
    port,
    heard,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** For tests: a port of this machine on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** For tests: a Node program in a process of its own that prints its port. */
export async function serveElsewhere(
  program: string,
): Promise<{ child: ChildProcess; port: number } & AsyncDisposable> {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return {
    child,
    port: Number(String(port)),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

const common = { keepAlive: false, timeoutMs: 5000, handlerTimeMs: 0, maxRequests: 10, maxSeconds: 60 };

/** For tests: one client that does not pause, ten requests. */
export function closed(change: Partial<Extract<Traffic, { model: 'closed' }>> = {}): Traffic {
  return { model: 'closed', clients: 1, pauseMs: 0, ...common, ...change };
}

/** For tests: 200 requests a second, ten requests. */
export function open(change: Partial<Extract<Traffic, { model: 'open' }>> = {}): Traffic {
  return { model: 'open', ratePerSecond: 200, ...common, ...change };
}

/** For tests: a plan that begins at once. */
export function planFor(port: number, traffic: Traffic, change: Partial<TrafficPlan> = {}): TrafficPlan {
  const now = monotonicMs();
  const request = {
    method: 'POST',
    path: '/api/comment/new',
    body: { comment: 'Post number {number}', content_id: 1 },
  };
  return { target: { host: '127.0.0.1', port }, request, traffic, origin: now, startAt: now, ...change };
}

/** For tests: traffic sent in this thread, into a ledger. */
export function generate(plan: TrafficPlan): { generator: Generator; ledger: Ledger } {
  const ledger = new Ledger();
  const generator = new Generator(plan, (batch) => {
    for (const facts of batch) ledger.record(facts);
  });
  return { generator, ledger };
}

/** For tests: sends a lane's traffic to its end. */
export async function rowsOf(plan: TrafficPlan): Promise<readonly RequestRow[]> {
  const { generator, ledger } = generate(plan);
  await generator.done;
  return ledger.rows();
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

function endOfRequest(text: string): number | null {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = Number(/^content-length: (\d+)\r$/im.exec(text.slice(0, head + 2))?.[1] ?? 0);
  return text.length < head + 4 + length ? null : head + 4 + length;
}
