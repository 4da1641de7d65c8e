import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnobValues } from '#protocol/knob.ts';
import { collectLogs } from '../engine.contract.logs.ts';
import type { RunningContainer } from '../engine.ts';
import { createInstance } from '../instance.ts';
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

interface Answer {
  status: number;
  body: unknown;
  connection: string | undefined;
}

/** Sends a comment; null when the connection ended before the answer. */
function post(
  container: RunningContainer,
  number: number | string,
  body: unknown,
  agent?: Agent,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const headers = { 'Content-Type': 'application/json', 'X-Request-Id': String(number) };
    const sent = request(`${container.url}/api/comment/new`, { method: 'POST', headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          body: JSON.parse(text),
          connection: response.headers.connection,
        });
      });
    });
    sent.once('error', () => resolve(null));
    sent.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

const comment = (number: number) => ({ email: 'email@email.com', comment: `Post number ${number}`, content_id: 7 });

describe.each(['comments-api', 'comments-api-node'])('%s', (name) => {
  it('answers as the article’s service does', async () => {
    await using container = (await start(name, {})).container;
    const health = await fetch(`${container.url}/healthcheck`);
    expect([health.status, await health.json()]).toEqual([200, { pong: true }]);
    expect(await post(container, 1, comment(1))).toMatchObject({
      status: 201,
      body: { status: 'SUCCESS', message: 'comment created and associated with content_id 7' },
    });
  });

  it('prints the steps of a request, and nothing of an id that is not digits', async () => {
    await using container = (await start(name, {})).container;
    const logs = collectLogs(container);
    await post(container, '1 stored', comment(1));
    await post(container, 42, comment(1));
    await container.signal('SIGTERM');
    await logs.ended;
    const steps = logs.lines.filter(({ text }) => text.startsWith('request='));
    expect(steps.map(({ stream, text }) => `${stream} ${text}`)).toEqual([
      'stdout request=42 received',
      'stdout request=42 stored',
    ]);
  });

  it.each([
    ['no JSON', '{"email"'],
    ['a list', []],
    ['a field too few', { email: 'a', comment: 'b' }],
    ['a content_id that is no whole number', { email: 'a', comment: 'b', content_id: true }],
  ])('refuses a body that is wrong: %s', async (_title, body) => {
    await using container = (await start(name, {})).container;
    expect(await post(container, 1, body)).toMatchObject({ status: 400, body: { status: 'FAILURE' } });
  });

  it('answers on SIGTERM what is in flight, and exits with 0', async () => {
    const { container } = await start(name, { workerClass: 'gthread', threads: 8, handlerTimeMs: 700 });
    await using _ = container;
    const logs = collectLogs(container);
    const answers = [1, 2, 3].map((number) => post(container, number, comment(number)));
    await Promise.all([1, 2, 3].map((number) => logs.until(`request=${number} received`)));
    await container.signal('SIGTERM');
    expect((await Promise.all(answers)).map((answer) => answer?.status)).toEqual([201, 201, 201]);
    expect(await container.exited).toMatchObject({ exitCode: 0, forced: false, endedBy: 'lab' });
    await logs.ended;
    const texts = logs.lines.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['request=1 stored', 'request=2 stored', 'request=3 stored']));
  });

  it('is cut by SIGKILL in the middle of a request', async () => {
    const { container } = await start(name, { handlerTimeMs: 5_000 });
    await using _ = container;
    const logs = collectLogs(container);
    const answer = post(container, 1, comment(1));
    await logs.until('request=1 received');
    await container.signal('SIGKILL');
    expect(await answer).toBeNull();
    expect(await container.exited).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true });
    await logs.ended;
    expect(logs.lines.at(-1)?.text).toBe('request=1 received');
  });
});

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
});

describe('comments-api-node', () => {
  it('asks its clients to close their connections while it drains', async () => {
    const { container } = await start('comments-api-node', { handlerTimeMs: 500 });
    await using _ = container;
    const logs = collectLogs(container);
    const agent = new Agent({ keepAlive: true });
    expect((await post(container, 1, comment(1), agent))?.connection).toBe('keep-alive');
    const inFlight = post(container, 2, comment(2), agent);
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

  it('ends on SIGINT as on SIGTERM, as process 1 too', async () => {
    const { container } = await start('comments-api-node', {});
    await using _ = container;
    await container.signal('SIGINT');
    expect(await container.exited).toMatchObject({ exitCode: 0, endedBy: 'lab' });
  });
});
