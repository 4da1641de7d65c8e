import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnobValues } from '#protocol/knob.ts';
import { collectLogs } from '../engine.contract.logs.ts';
import type { RunningContainer } from '../engine.ts';
import { createInstance } from '../instance.ts';
import { ask, post, STORED, storedBy } from '../lab-container.contract.requests.ts';
import { commentsApiContract } from '../lab-container.contract.ts';
import { applyKnobs, loadLabContainers } from '../lab-container.ts';
import { EmbeddedEngine } from './embedded-engine.ts';

const never = new AbortController().signal;
const containers = await loadLabContainers(join(import.meta.dirname, '../../../../lab-containers'));
const dataFolder = await mkdtemp(join(tmpdir(), 'lab-embedded-'));
let engine: EmbeddedEngine;

beforeAll(async () => {
  engine = await EmbeddedEngine.create({ instance: await createInstance(), containers, dataFolder });
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await rm(dataFolder, { recursive: true });
});

/** What really runs for a lab container, and the knobs that it has of those that are asked for. */
async function start(name: string, wanted: KnobValues): Promise<{ runs: string; container: RunningContainer }> {
  const named = containers.get(name);
  if (named === undefined) throw new Error(`there is no lab container ${name}`);
  const container = engine.resolve(named);
  await engine.prepare(container, () => {}, never);
  const values = Object.fromEntries(Object.entries(wanted).filter(([knob]) => knob in container.knobs));
  const { arguments: args, environment } = applyKnobs(container, values);
  const spec = { name: `lab-${crypto.randomUUID()}`, container, arguments: args, environment };
  return { runs: container.name, container: await engine.start(spec, never) };
}

for (const name of ['comments-api', 'comments-api-node']) {
  commentsApiContract(name, async (knobs) => (await start(name, knobs)).container);
}

describe('comments-api', () => {
  it('leaves the article’s last lines on SIGTERM and none of them on SIGKILL, or a stand-in is named', async () => {
    const lines: Record<string, string> = {};
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { runs, container } = await start('comments-api', {});
      await using _ = container;
      if (runs !== 'comments-api') {
        expect(engine.limits.join('\n')).toContain('comments-api-node stands in for it');
        return;
      }
      const logs = collectLogs(container);
      await container.signal(signal);
      await logs.ended;
      lines[signal] = logs.lines.map(({ text }) => text).join('\n');
    }
    const lastLines = [/Handling signal: term/, /Worker exiting \(pid: \d+\)/, /Shutting down: Master/];
    for (const line of lastLines) {
      expect(lines.SIGTERM).toMatch(line);
      expect(lines.SIGKILL).not.toMatch(line);
    }
  });

  it('finds its comments again in SQLite, or a stand-in is named', async () => {
    const { runs, container } = await start('comments-api', { storage: 'sqlite' });
    await using _ = container;
    if (runs !== 'comments-api') {
      expect(engine.limits.join('\n')).toContain('comments-api-node stands in for it');
      return;
    }
    for (const key of ['k', 'k', 'l']) expect(await post(container.address, 1, { key })).toMatchObject(STORED);
    await container.signal('SIGKILL');
    await container.exited;
    expect(await storedBy(await container.startAgain(never))).toEqual([1, 1]);
  });
});

describe('comments-api-node', () => {
  it('asks its clients to close their connections while it drains', async () => {
    const { container } = await start('comments-api-node', { handlerTimeMs: 500 });
    await using _ = container;
    const logs = collectLogs(container);
    const agent = new Agent({ keepAlive: true });
    expect((await post(container.address, 1, { agent }))?.connection).toBe('keep-alive');
    const inFlight = post(container.address, 2, { agent });
    await logs.until('request=2 received');
    await container.signal('SIGTERM');
    expect(await inFlight).toMatchObject({ status: 201, connection: 'close' });
    expect(await container.exited).toMatchObject({ exitCode: 0 });
    agent.destroy();
    await logs.ended;
    expect(logs.lines.at(-1)?.text).toBe('closed');
  });

  it('serves the first request of a connection that was made before the signal', async () => {
    const { container } = await start('comments-api-node', {});
    await using _ = container;
    const logs = collectLogs(container);
    const socket = connect(container.address.port, container.address.host);
    await once(socket, 'connect');
    // The program has accepted this connection before it answers another one that was made later.
    await fetch(`${container.url}/healthcheck`, { headers: { Connection: 'close' } });
    await container.signal('SIGTERM');
    await logs.until('SIGTERM received, 0 in flight');
    socket.write('GET /healthcheck HTTP/1.1\r\nHost: lab\r\n\r\n');
    const [answer]: unknown[] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 200 OK\r\n(.*\r\n)*Connection: close\r\n/);
    expect(await container.exited).toMatchObject({ exitCode: 0 });
    socket.destroy();
  });

  it('does not wait for a connection that stays silent', async () => {
    const { container } = await start('comments-api-node', {});
    await using _ = container;
    const socket = connect(container.address.port, container.address.host);
    await once(socket, 'connect');
    await container.stop(20);
    expect(await container.exited).toMatchObject({ exitCode: 0, forced: false });
    socket.destroy();
  });

  it('goes on serving a kept connection where it only closes', async () => {
    const { container } = await start('comments-api-node', { onSigterm: 'close-only' });
    await using _ = container;
    const logs = collectLogs(container);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await post(container.address, 1, { agent });
    await container.signal('SIGTERM');
    await logs.until('SIGTERM received, no new connections');
    expect(await post(container.address, 2, { agent })).toMatchObject({ ...STORED, connection: 'keep-alive' });
    agent.destroy();
    expect(await container.exited).toMatchObject({ exitCode: 0 });
  });

  it.each(['crash', 'out-of-memory'])('has no fault %s here, where nothing limits it', async (fault) => {
    const { container } = await start('comments-api-node', {});
    await using _ = container;
    expect(await ask(container.address, { method: 'POST', path: `/fault/${fault}` })).toMatchObject({ status: 404 });
    expect(await post(container.address, 1)).toMatchObject(STORED);
  });

  it('ends on SIGINT as on SIGTERM, as process 1 too', async () => {
    const { container } = await start('comments-api-node', {});
    await using _ = container;
    await container.signal('SIGINT');
    expect(await container.exited).toMatchObject({ exitCode: 0, endedBy: 'lab' });
  });
});
