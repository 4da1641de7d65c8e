import type { ListenOptions, NetConnectOpts, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way to a server that a test can cut, freeze and mend: it passes every byte on. */
export class Line implements AsyncDisposable {
  readonly #at: ListenOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #frozen = false;

  private constructor(at: ListenOptions, to: NetConnectOpts) {
    this.#at = at;
    this.#server = createServer((here) => {
      const there = connect(to);
      for (const socket of [here, there]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.once('close', () => {
          this.#sockets.delete(socket);
          here.destroy();
          there.destroy();
        });
      }
      if (!this.#frozen) here.pipe(there).pipe(here);
    });
  }

  static async open(at: ListenOptions, to: NetConnectOpts): Promise<Line> {
    const line = new Line(at, to);
    await line.mend();
    return line;
  }

  async mend(): Promise<void> {
    this.#frozen = false;
    await new Promise<void>((done, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#at, done);
    });
  }

  /** As when the server ends: open connections break, new ones are refused. */
  async cut(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** As when the server hangs: connections stay and new ones are taken, and no byte comes through any more. */
  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#sockets) socket.unpipe();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.cut();
  }
}
