import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EngineLostError } from '../../errors.ts';
import { dockerClient, engineLost } from './client.ts';
import { EventFeed } from './events.ts';
import { Heartbeat } from './heartbeat.ts';

it('tells every watcher that the stream was lost, one that comes later at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-events-'));
  const streams: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    response.writeHead(200).flushHeaders();
    streams.push(response);
  });
  server.listen(join(folder, 'docker.sock'));
  await once(server, 'listening');
  const client = dockerClient(join(folder, 'docker.sock'));
  const heartbeat = new Heartbeat(
    () => Promise.resolve(),
    () => engineLost(),
    () => {},
  );
  const feed = new EventFeed(client, 'abcdef', heartbeat);
  try {
    await feed.open();
    const early = Promise.withResolvers<EngineLostError>();
    feed.watch('one', { on: () => {}, lost: early.resolve });
    streams[0]?.end();
    expect(await early.promise).toBeInstanceOf(EngineLostError);
    const late = Promise.withResolvers<EngineLostError>();
    feed.watch('two', { on: () => {}, lost: late.resolve });
    expect(await late.promise).toBeInstanceOf(EngineLostError);
  } finally {
    heartbeat[Symbol.dispose]();
    feed.close();
    client.close();
    server.close();
    await rm(folder, { recursive: true });
  }
});
