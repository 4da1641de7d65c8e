import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
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
}

/** The program in a fake container: a real HTTP server of this process, on a port of its own. */
export class FakeProgram {
  readonly #log: FakeLog;
  readonly #behaviour: FakeBehaviour;
  readonly #onExit: (exitCode: number) => void;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #isOver = false;

  constructor(log: FakeLog, behaviour: FakeBehaviour, onExit: (exitCode: number) => void) {
    this.#log = log;
    this.#behaviour = behaviour;
    this.#onExit = onExit;
    this.#server = createServer((request, response) => this.#handle(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** Prints its lines and listens; resolves with the port. */
  listen(): Promise<number> {
    for (const line of this.#behaviour.lines) {
      this.#log.push('stdout', `out ${line}`);
      this.#log.push('stderr', `err ${line}`);
    }
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#server.on('error', reject);
    this.#server.listen(0, '127.0.0.1', () => {
      const address = this.#server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
    return promise;
  }

  /** A signal that can be handled has come. */
  handle(): void {
    const { onTerm } = this.#behaviour;
    if (onTerm === 'ignore') this.#log.push('stdout', 'ignored SIGTERM');
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
      response.end('ok');
      if (request.url === '/exit') response.on('close', () => this.kill(3));
      return;
    }
    const id = request.headers['x-request-id'];
    this.#log.push('stdout', `request=${id} received`);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#log.push('stdout', `request=${id} stored`);
      response.statusCode = 201;
      response.end('ok');
    }, this.#behaviour.handlerTimeMs);
    this.#timers.add(timer);
  }
}
