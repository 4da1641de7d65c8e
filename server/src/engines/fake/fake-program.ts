import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { SignalName } from '#protocol/signals.ts';
import type { FakeLog } from './fake-log.ts';

/** How a fake container's program behaves. */
export interface FakeBehaviour {
  /** Printed on each output before it listens. */
  lines: readonly string[];
  /** What SIGTERM, SIGINT and SIGQUIT do: drain and exit 0, nothing, or exit at once with a code. */
  onTerm: 'drain' | 'ignore' | number;
  /** Whether it comes to listen; `fail` prints `words` and exits with 3. */
  start: 'serve' | 'fail' | 'hang';
  words: string;
  /** Milliseconds between `received` and `stored`. */
  handlerTimeMs: number;
  /** Whether it still has its work when it is started again. */
  remembers: boolean;
  /** What it answers to a POST that takes its readiness back. */
  offStatus: number;
  /** What it answers to a request that is to make it crash, and whether it goes on all the same. */
  faultStatus: number;
  survivesFaults: boolean;
  /** Whether its container is gone and the engine says that it could not remove it. */
  irremovable: boolean;
}

/** The program in a fake container: a real HTTP server of this process, on a port of its own. */
export class FakeProgram {
  readonly #log: FakeLog;
  readonly #behaviour: FakeBehaviour;
  readonly #onExit: (exitCode: number) => void;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stored: number[];
  #isOver = false;

  /** @param stored the numbers of the requests whose work it has from an earlier life */
  constructor(
    log: FakeLog,
    behaviour: FakeBehaviour,
    onExit: (exitCode: number) => void,
    stored: readonly number[] = [],
  ) {
    this.#log = log;
    this.#behaviour = behaviour;
    this.#onExit = onExit;
    this.#stored = [...stored];
    this.#server = createServer((request, response) => this.#handle(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The numbers of the requests whose work a next life of it has. */
  get memory(): readonly number[] {
    return this.#behaviour.remembers ? this.#stored : [];
  }

  /** Prints its lines and listens; resolves with the port. @param port a certain one; 0 for any that is free */
  listen(port = 0): Promise<number> {
    for (const line of this.#behaviour.lines) {
      this.#log.push('stdout', `out ${line}`);
      this.#log.push('stderr', `err ${line}`);
    }
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#server.on('error', reject);
    this.#server.listen(port, '127.0.0.1', () => {
      const address = this.#server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
    return promise;
  }

  /** A signal that can be handled has come. */
  handle(signal: SignalName): void {
    const { onTerm } = this.#behaviour;
    if (onTerm === 'ignore') this.#log.push('stdout', `ignored ${signal}`);
    else if (onTerm === 'drain') this.#drain();
    else this.kill(onTerm);
  }

  /** Ends it in the middle of whatever it does: every connection is cut. */
  kill(exitCode: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.resetAndDestroy();
    const exit = () => this.#onExit(exitCode);
    if (this.#server.listening) this.#server.close(exit);
    else exit();
  }

  #drain(): void {
    this.#server.close(() => {
      this.#log.push('stdout', 'last words');
      this.kill(0);
    });
    this.#server.closeIdleConnections();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    response.setHeader('Connection', 'close');
    if (request.method !== 'POST') {
      response.end(request.url === '/stored' ? JSON.stringify({ stored: this.#stored }) : 'ok');
      if (request.url === '/exit') response.on('close', () => this.kill(3));
      return;
    }
    if (request.url === '/fault/crash') {
      const { faultStatus, survivesFaults } = this.#behaviour;
      if (faultStatus === 202 && !survivesFaults) response.on('close', () => this.kill(1));
      response.writeHead(faultStatus).end();
      return;
    }
    if (request.url === '/ready/off') {
      response.writeHead(this.#behaviour.offStatus).end();
      return;
    }
    const id = request.headers['x-request-id'];
    this.#log.push('stdout', `request=${id} received`);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#stored.push(Number(id));
      this.#log.push('stdout', `request=${id} stored`);
      response.statusCode = 201;
      response.end('ok');
    }, this.#behaviour.handlerTimeMs);
    this.#timers.add(timer);
  }
}
