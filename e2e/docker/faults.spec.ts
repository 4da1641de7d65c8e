import { mkdtemp } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LabApi } from '../support/api.ts';
import { labLeftovers } from '../support/docker.ts';
import { requireDocker } from '../support/lab.ts';
import { LabProcess } from '../support/lab-process.ts';

test.beforeEach(() => requireDocker('docker'));

/** A way to Docker that the test can cut: a socket of its own that passes every byte on. */
class DockerLine {
  readonly path: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(path: string) {
    this.path = path;
    this.#server = createServer((here) => {
      const there = connect('/var/run/docker.sock');
      for (const socket of [here, there]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.once('close', () => this.#sockets.delete(socket));
      }
      here.pipe(there).pipe(here);
    });
  }

  static async open(): Promise<DockerLine> {
    const line = new DockerLine(join(await mkdtemp(join(tmpdir(), 'lab-docker-')), 'docker.sock'));
    await line.mend();
    return line;
  }

  async mend(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(this.path, done));
  }

  /** As when dockerd ends: open connections break, new ones are refused. */
  async cut(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

test('Docker going away in the middle of a run makes it invalid: nothing is claimed, and nothing is left when it is back', async () => {
  const line = await DockerLine.open();
  await using lab = await LabProcess.listening(['--engine', 'docker'], { DOCKER_HOST: `unix://${line.path}` });
  const api = new LabApi(lab.url);
  const { id } = await api.create({ scenarioId: 'in-flight' });
  await api.until(id, ({ status }) => status === 'ready');
  await api.call('POST', `/api/runs/${id}/start`);
  await api.until(id, (view) => view.lanes.every(({ counts }) => counts.completed > 0));
  await line.cut();
  const run = await api.until(id, ({ status }) => status === 'invalid');
  expect(run.error?.message).toMatch(/Docker/);
  expect(run.comparison).toBeUndefined();
  expect(run.lanes.map(({ verdict }) => verdict)).toEqual([undefined, undefined]);
  const refused = await api.call('POST', '/api/runs', { scenarioId: 'in-flight' });
  expect([refused.status, (await refused.json()).error.code]).toEqual([503, 'engine-unavailable']);

  await line.mend();
  await expect.poll(async () => (await api.call('POST', '/api/runs', { scenarioId: 'article' })).status).toBe(201);
  expect((await lab.end()).code).toBe(0);
  expect(labLeftovers(lab.pid)).toEqual([]);
  await line.cut();
});

test('an image that cannot be built fails the run with the builder’s words and leaves nothing', async () => {
  await using lab = await LabProcess.listening(['--engine', 'docker'], { LAB_BASE_IMAGE: 'no-such-image:none' });
  const api = new LabApi(lab.url);
  const { id } = await api.create({ scenarioId: 'in-flight' });
  const run = await api.until(id, ({ status }) => status === 'invalid');
  expect(run.error?.code).toBe('image-build-failed');
  expect(run.error?.message).toMatch(/no-such-image/);
  expect(run.lanes.every(({ state }) => state === 'failed' || state === 'exited')).toBe(true);
  expect((await lab.end()).code).toBe(0);
  expect(labLeftovers(lab.pid)).toEqual([]);
});
