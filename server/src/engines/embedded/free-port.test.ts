import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { releasePort, takeFreePort } from './free-port.ts';

it('gives ports that can be listened on, none twice while they are taken', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, takeFreePort));
  expect(new Set(ports).size).toBe(50);
  const [port] = ports;
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
  for (const taken of ports) releasePort(taken);
});

it('gives none that the system hands out for outgoing connections', async () => {
  const port = await takeFreePort();
  releasePort(port);
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_768);
});
