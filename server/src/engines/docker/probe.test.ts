import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { english } from '#protocol/language/say.ts';
import { probeDocker, whyNot } from './probe.ts';

let folder: string;
let socketPath: string;
const ends: (() => void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-probe-'));
  socketPath = join(folder, 'docker.sock');
});

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await rm(folder, { recursive: true });
});

/** Something that answers on the socket as Docker would. */
async function answerWith(listener: RequestListener): Promise<void> {
  const server = createServer(listener);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(socketPath, resolve);
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await promise;
}

function answerVersion(version: Record<string, unknown>): Promise<void> {
  return answerWith((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ Version: '28.2.2', ApiVersion: '1.50', Os: 'linux', ...version }));
  });
}

describe('probeDocker', () => {
  it('finds an engine that answers', async () => {
    await answerVersion({});
    expect(await probeDocker(socketPath)).toMatchObject({ available: true, version: '28.2.2' });
  });

  it('says to install and start Docker where there is no socket', async () => {
    const { available, reason } = await probeDocker(socketPath);
    expect(available).toBe(false);
    expect(english(reason)).toContain('Install Docker');
  });

  it('says to start Docker where nobody answers on the socket', async () => {
    const left = `require('node:net').createServer().listen(${JSON.stringify(socketPath)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['--eval', left]);
    expect(english((await probeDocker(socketPath)).reason)).toContain('systemctl start docker');
  });

  it('says to join the group docker where the socket may not be used', () => {
    const refusal = Object.assign(new Error('connect EACCES'), { code: 'EACCES' });
    expect(english(whyNot(refusal, socketPath))).toContain('usermod -aG docker');
  });

  it('gives up after 2 s where the engine takes the question and says nothing', async () => {
    await answerWith(() => {});
    const began = performance.now();
    const { available, reason } = await probeDocker(socketPath);
    expect(available).toBe(false);
    expect(english(reason)).toContain('did not answer within 2 s');
    expect(performance.now() - began).toBeLessThan(2_500);
  });

  it('refuses an engine that is too old', async () => {
    await answerVersion({ Version: '19.03.15', ApiVersion: '1.40' });
    expect(await probeDocker(socketPath)).toMatchObject({ available: false, version: '19.03.15' });
  });

  it('refuses an engine of Windows containers', async () => {
    await answerVersion({ Os: 'windows' });
    expect(english((await probeDocker(socketPath)).reason)).toContain('Linux containers');
  });

  it('tells what Docker Desktop cannot show', async () => {
    await answerVersion({ Platform: { Name: 'Docker Desktop 4.40.0' } });
    expect((await probeDocker(socketPath)).limits.length).toBe(1);
  });

  it('repeats what an engine that fails says', async () => {
    await answerWith((_, response) => {
      response.statusCode = 500;
      response.end(JSON.stringify({ message: 'disk full' }));
    });
    expect(english((await probeDocker(socketPath)).reason)).toContain('disk full');
  });
});
