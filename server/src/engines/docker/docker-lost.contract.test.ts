import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineLostError } from '../../errors.ts';
import { collectLogs } from '../engine.contract.logs.ts';
import { createInstance } from '../instance.ts';
import { BASE_IMAGE, endAfterEach, isDockerNeeded, makeEngine, outside, start } from './contract-support.ts';
import { DockerEngine } from './docker-engine.ts';
import { removeOwn } from './sweep.ts';

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});
// Registered last, so called first: the engines are disposed while their relays still stand.
endAfterEach();

/** A socket between the engine and Docker, which can be taken away and brought back. */
class Relay {
  readonly path = join(tmpdir(), `lab-relay-${process.pid}-${relays.length}-${Date.now()}.sock`);
  readonly #sockets = new Set<Socket>();
  #server = createServer();

  async begin(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server = createServer((near) => {
      const far = connect('/var/run/docker.sock');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    this.#server.listen(this.path, resolve);
    await promise;
  }

  /** Docker hangs: it takes connections, and answers nothing any more. */
  freeze(): void {
    for (const socket of this.#sockets) socket.unpipe();
    this.#server.removeAllListeners('connection');
    this.#server.on('connection', (near) => this.#sockets.add(near));
  }

  async stop(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    for (const socket of this.#sockets) socket.destroy();
    await promise;
    await rm(this.path, { force: true });
  }
}

async function makeRelay(): Promise<Relay> {
  const relay = new Relay();
  relays.push(relay);
  await relay.begin();
  return relay;
}

describe.runIf(await isDockerNeeded())('when Docker goes away', () => {
  it('the end of a running container is unknown, and its log says so', async () => {
    const relay = await makeRelay();
    const engine = await makeEngine({ socketPath: relay.path });
    const container = await start(engine, { lines: 3 });
    const logs = collectLogs(container);
    await logs.until('err 3');
    await relay.stop();
    await expect(container.exited).rejects.toThrow(EngineLostError);
    await expect(logs.ended).rejects.toThrow(EngineLostError);
    await relay.begin();
  });

  it('a stop that is under way rejects', async () => {
    const relay = await makeRelay();
    const container = await start(await makeEngine({ socketPath: relay.path }), { onTerm: 'ignore' });
    const accepted = Promise.withResolvers<void>();
    const stopped = container.stop(60, accepted.resolve);
    await accepted.promise;
    await Promise.all([expect(stopped).rejects.toThrow(EngineLostError), relay.stop()]);
    await relay.begin();
  });

  it('prepare and start reject with EngineLostError, and work again when it is back', async () => {
    const relay = await makeRelay();
    const engine = await makeEngine({ socketPath: relay.path });
    await start(engine);
    await relay.stop();
    await expect(start(engine)).rejects.toThrow(EngineLostError);
    await relay.begin();
    const container = await start(engine);
    await container.signal('SIGTERM');
    expect(await container.exited).toMatchObject({ exitCode: 0, endedBy: 'lab' });
  });

  it('disposing the engine does not claim to have removed what it could not', async () => {
    const instance = await createInstance();
    const relay = await makeRelay();
    const engine = await DockerEngine.connect({ instance, baseImage: BASE_IMAGE, socketPath: relay.path });
    await start(engine);
    await relay.stop();
    await expect(engine[Symbol.asyncDispose]()).rejects.toThrow(EngineLostError);
    await removeOwn(outside, instance);
  });

  it('disposing the engine gives up on one that hangs, and says so', async () => {
    const instance = await createInstance();
    const relay = await makeRelay();
    const engine = await DockerEngine.connect({ instance, baseImage: BASE_IMAGE, socketPath: relay.path });
    await start(engine);
    relay.freeze();
    await expect(engine[Symbol.asyncDispose]()).rejects.toThrow(EngineLostError);
    await removeOwn(outside, instance);
  });

  it('disposing an engine that made nothing has nothing to say', async () => {
    const relay = await makeRelay();
    const engine = await DockerEngine.connect({
      instance: await createInstance(),
      baseImage: BASE_IMAGE,
      socketPath: relay.path,
    });
    await relay.stop();
    await engine[Symbol.asyncDispose]();
  });
});
