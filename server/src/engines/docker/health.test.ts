import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpAddress } from '../engine.ts';
import { healthyAddress } from './health.ts';

const never = new AbortController().signal;
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server that answers with these statuses in turn, and with the last one from then on. */
async function serve(proxied: boolean, ...statuses: number[]): Promise<HttpAddress & { asked: () => number }> {
  let asked = 0;
  const server = createServer((_, response) => {
    response.statusCode = statuses[Math.min(asked, statuses.length - 1)] ?? 200;
    asked += 1;
    response.end();
  });
  servers.push(server);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  return { host: '127.0.0.1', port, proxied, asked: () => asked };
}

/** A port on which nobody listens. */
async function refusing(): Promise<HttpAddress> {
  const { host, port } = await serve(false, 200);
  const server = servers.pop();
  const { promise, resolve } = Promise.withResolvers<void>();
  server?.close(() => resolve());
  await promise;
  return { host, port, proxied: false };
}

describe('healthyAddress', () => {
  it('prefers the container’s own address, and does not ask the published port', async () => {
    const [own, published] = [await serve(false, 200), await serve(true, 200)];
    expect(await healthyAddress(own, published, '/', never)).toBe(own);
    expect(published.asked()).toBe(0);
  });

  it('asks until the answer is 2xx', async () => {
    const published = await serve(true, 500, 503, 404, 204);
    expect(await healthyAddress(null, published, '/', never)).toBe(published);
    expect(published.asked()).toBe(4);
  });

  it('takes the published port where the container’s own address answers nothing good', async () => {
    const [own, published] = [await serve(false, 500), await serve(true, 200)];
    expect(await healthyAddress(own, published, '/', never)).toBe(published);
  });

  it('waits for an own address that refuses, because the program may not listen yet, before it tries the published port', async () => {
    const [own, published] = [await refusing(), await serve(true, 200)];
    const began = performance.now();
    expect(await healthyAddress(own, published, '/', never)).toBe(published);
    expect(performance.now() - began).toBeGreaterThan(2_900);
  });

  it('ends at once when it is aborted, before and while it waits', async () => {
    const published = await serve(true, 500);
    await expect(healthyAddress(null, published, '/', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(published.asked()).toBe(0);
    const controller = new AbortController();
    const waiting = healthyAddress(null, published, '/', controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
