import { Agent } from 'node:http';
import { describe, expect, it } from 'vitest';
import { PLAIN_RUNTIME } from '#protocol/runtime-knobs.ts';
import { collectLogs } from '../engine.contract.logs.ts';
import { ask, post, STORED } from '../lab-container.contract.requests.ts';
import { isDockerNeeded } from './contract-support.ts';
import { useLabContainers } from './lab-container-support.ts';

const withInit = { runtime: { ...PLAIN_RUNTIME, init: true } };

describe.runIf(await isDockerNeeded()).concurrent('the end of', () => {
  const start = useLabContainers(['comments-api-node', 'comments-api-uvicorn', 'slow-files']);

  describe.concurrent('comments-api-node', () => {
    it('that only closes: serves a kept connection as before, until that is gone', async () => {
      await using container = await start('comments-api-node', { onSigterm: 'close-only' });
      const logs = collectLogs(container);
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      expect(await post(container.address, 1, { agent })).toMatchObject(STORED);
      await container.signal('SIGTERM');
      await logs.until('SIGTERM received, no new connections');
      for (const number of [2, 3, 4]) {
        const answer = await post(container.address, number, { agent });
        expect(answer).toMatchObject({ ...STORED, connection: 'keep-alive' });
      }
      expect(await post(container.address, 5)).toBeNull();
      agent.destroy();
      expect(await container.exited).toMatchObject({ exitCode: 0, forced: false });
    });

    it('that only closes: is killed after its grace period while somebody uses a connection', async () => {
      await using container = await start('comments-api-node', { onSigterm: 'close-only', handlerTimeMs: 100 });
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      expect(await post(container.address, 1, { agent })).toMatchObject(STORED);
      const accepted = Promise.withResolvers<void>();
      const stopped = container.stop(2, accepted.resolve);
      await accepted.promise;
      let served = 0;
      while ((await post(container.address, served + 2, { agent })) !== null) served += 1;
      await stopped;
      agent.destroy();
      const exit = await container.exited;
      expect(exit).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true });
      expect(served).toBeGreaterThan(0);
    });

    it('that has no handler: ignores SIGTERM as process 1, and is killed after its grace period', async () => {
      await using container = await start('comments-api-node', { onSigterm: 'none' });
      await container.signal('SIGTERM');
      expect(await post(container.address, 1)).toMatchObject(STORED);
      await container.stop(1);
      expect(await container.exited).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true });
    });

    it('that has no handler: ends at once under an init, with 143, and cuts what it handles', async () => {
      const knobs = { onSigterm: 'none', handlerTimeMs: 5_000 };
      await using container = await start('comments-api-node', knobs, withInit);
      const logs = collectLogs(container);
      const answer = post(container.address, 1);
      await logs.until('request=1 received');
      await container.stop(10);
      expect(await answer).toBeNull();
      expect(await container.exited).toMatchObject({ exitCode: 143, signal: 'SIGTERM', forced: false });
    });

    it('by a crash: answers, prints its stack, and exits with 1', async () => {
      await using container = await start('comments-api-node');
      const logs = collectLogs(container);
      expect(await ask(container.address, { method: 'POST', path: '/fault/crash' })).toMatchObject({ status: 202 });
      expect(await container.exited).toMatchObject({ exitCode: 1, oomKilled: false, endedBy: 'itself' });
      await logs.ended;
      const printed = logs.lines.map(({ text }) => text).join('\n');
      expect(printed).toMatch(/^Error: .*\/fault\/crash.*\n {4}at /m);
    });

    it('by memory: answers, handles others meanwhile, and is killed by the kernel', async () => {
      await using container = await start('comments-api-node');
      const path = '/fault/out-of-memory';
      expect(await ask(container.address, { method: 'POST', path })).toMatchObject({ status: 202 });
      expect(await post(container.address, 1)).toMatchObject(STORED);
      const exit = await container.exited;
      expect(exit).toMatchObject({ exitCode: 137, oomKilled: true, forced: false, endedBy: 'itself' });
    });
  });

  describe.concurrent('comments-api-uvicorn', () => {
    it('under an init: answers what is in flight, and exits with 143', async () => {
      await using container = await start('comments-api-uvicorn', { handlerTimeMs: 500 }, withInit);
      const logs = collectLogs(container);
      const answers = [1, 2, 3].map((number) => post(container.address, number));
      await Promise.all([1, 2, 3].map((number) => logs.until(`request=${number} received`)));
      await container.stop(10);
      for (const answer of await Promise.all(answers)) expect(answer).toMatchObject(STORED);
      expect(await container.exited).toMatchObject({ exitCode: 143, signal: 'SIGTERM', forced: false });
    });

    it('whose graceful timeout is too short: answers 500 to what it handles, stores nothing, and exits with 0', async () => {
      const knobs = { handlerTimeMs: 10_000, gracefulTimeoutSeconds: 1 };
      await using container = await start('comments-api-uvicorn', knobs);
      const logs = collectLogs(container);
      const answer = post(container.address, 1);
      await logs.until('request=1 received');
      await container.stop(10);
      expect(await answer).toMatchObject({ status: 500 });
      expect(await container.exited).toMatchObject({ exitCode: 0, forced: false });
      await logs.ended;
      expect(logs.lines.map(({ text }) => text)).not.toContain('request=1 stored');
    });
  });

  describe.concurrent('slow-files', () => {
    const numbers = [1, 2, 3, 4];
    const download = (host: Parameters<typeof ask>[0], id: number | string) =>
      ask(host, { path: '/file', headers: { 'X-Request-Id': String(id) } });

    it('on SIGTERM: cuts every download, and exits with 0', async () => {
      await using container = await start('slow-files', { handlerTimeMs: 10_000 });
      const logs = collectLogs(container);
      const downloads = numbers.map((number) => download(container.address, number));
      await Promise.all(numbers.map((number) => logs.until(`request=${number} received`)));
      await container.signal('SIGTERM');
      expect(await Promise.all(downloads)).toEqual([null, null, null, null]);
      expect(await container.exited).toMatchObject({ exitCode: 0, forced: false });
      await logs.ended;
      expect(logs.lines.filter(({ text }) => text.endsWith(' stored'))).toEqual([]);
    });

    it('on its stop signal SIGQUIT: serves every download whole, and exits with 0', async () => {
      await using container = await start('slow-files', { handlerTimeMs: 2_000 });
      const logs = collectLogs(container);
      const downloads = numbers.map((number) => download(container.address, number));
      await Promise.all(numbers.map((number) => logs.until(`request=${number} received`)));
      await container.stop(10);
      for (const answer of await Promise.all(downloads))
        expect(answer).toMatchObject({ status: 200, bytes: 400_000 });
      expect(await container.exited).toMatchObject({ exitCode: 0, signal: null, forced: false });
      await logs.ended;
      const steps = logs.lines.filter(({ text }) => text.endsWith(' stored'));
      expect(steps.map(({ stream, text }) => `${stream} ${text}`).sort()).toEqual(
        numbers.map((number) => `stdout request=${number} stored`),
      );
    });

    it('by nobody yet: a download takes its time, and prints nothing of an id that is not digits', async () => {
      await using container = await start('slow-files', { handlerTimeMs: 300 });
      const began = performance.now();
      expect(await download(container.address, 'no number')).toMatchObject({ status: 200, bytes: 400_000 });
      // Only the least time is checked: a busy machine may take any more.
      expect(performance.now() - began).toBeGreaterThan(250);
      const logs = collectLogs(container);
      await container.stop(10);
      await logs.ended;
      expect(logs.lines.filter(({ text }) => text.includes('request='))).toEqual([]);
    });
  });
});
