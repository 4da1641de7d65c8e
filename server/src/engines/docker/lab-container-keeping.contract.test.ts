import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CollectedLogs } from '../engine.contract.logs.ts';
import { collectLogs } from '../engine.contract.logs.ts';
import type { RunningContainer } from '../engine.ts';
import { ask, comment, post, STORED, storedBy } from '../lab-container.contract.requests.ts';
import { isDockerNeeded, never } from './contract-support.ts';
import { useLabContainers } from './lab-container-support.ts';

describe.runIf(await isDockerNeeded())('comments-api', () => {
  const startLabContainer = useLabContainers(['comments-api']);
  const start = (knobs: Record<string, string | number>) => startLabContainer('comments-api', knobs);

  describe.each(['memory', 'sqlite'])('with an idempotency key, and its comments in %s', (storage) => {
    let container: RunningContainer;
    let logs: CollectedLogs;
    beforeAll(async () => {
      container = await start({ workerClass: 'gthread', threads: 8, storage, handlerTimeMs: 700 });
      logs = collectLogs(container);
    });
    afterAll(async () => {
      await container.stop(10);
      await logs.ended;
      await container[Symbol.asyncDispose]();
    });

    it('carries a request out once, and answers it alike each time', async () => {
      const key = '"8e03978e-40d5-43e8-bc93-6894a57f9324"';
      expect(await post(container.address, 1, { key })).toMatchObject(STORED);
      expect(await post(container.address, 1, { key })).toMatchObject(STORED);
      expect(await storedBy(container.address)).toEqual([1]);
      expect(await post(container.address, 2)).toMatchObject(STORED);
      await logs.until('request=2 stored');
      const steps = logs.lines.map(({ text }) => text).filter((text) => text.startsWith('request=1 '));
      expect(steps).toEqual(['request=1 received', 'request=1 stored', 'request=1 received']);
    });

    it('answers 409 while the first request with the key is being handled', async () => {
      const first = post(container.address, 3, { key: 'k3' });
      await logs.until('request=3 received');
      expect(await post(container.address, 4, { key: 'k3' })).toMatchObject({ status: 409 });
      expect(await first).toMatchObject(STORED);
      expect((await storedBy(container.address)).slice(-2)).toEqual([2, 3]);
    });

    it('refuses a key that came with another comment, and one that is none', async () => {
      const longest = 'k'.repeat(200);
      expect(await post(container.address, 5, { key: longest })).toMatchObject(STORED);
      const other = await post(container.address, 6, { key: longest });
      expect(other).toMatchObject({ status: 422, body: { status: 'FAILURE' } });
      for (const key of ['', 'two words', `${longest}k`]) {
        expect(await post(container.address, 7, { key }), key).toMatchObject({ status: 400 });
      }
      expect((await storedBy(container.address)).at(-1)).toBe(5);
    });
  });

  describe.concurrent('on its own', () => {
    it('has nothing, when it is started again, of what was in its memory, however gracefully it ended', async () => {
      await using container = await start({ storage: 'memory' });
      await post(container.address, 1);
      await container.stop(10);
      expect(await container.exited).toMatchObject({ exitCode: 0, forced: false });
      expect(await storedBy(await container.startAgain(never))).toEqual([]);
    });

    it('has all that it stored in SQLite when it is started again, after SIGKILL too, and knows its keys', async () => {
      await using container = await start({ storage: 'sqlite', answerDelayMs: 5_000 });
      const logs = collectLogs(container);
      const answer = post(container.address, 1, { key: 'k' });
      await logs.until('request=1 stored');
      await container.signal('SIGKILL');
      expect(await answer).toBeNull();
      await container.exited;
      const address = await container.startAgain(never);
      expect(await storedBy(address)).toEqual([1]);
      expect(await post(address, 1, { key: 'k' })).toMatchObject(STORED);
      expect(await storedBy(address)).toEqual([1]);
    });

    it('takes a request again whose handling was cut short', async () => {
      await using container = await start({ storage: 'sqlite', handlerTimeMs: 1_000 });
      const logs = collectLogs(container);
      const answer = post(container.address, 1, { key: 'k' });
      await logs.until('request=1 received');
      await container.signal('SIGKILL');
      expect(await answer).toBeNull();
      await container.exited;
      const address = await container.startAgain(never);
      expect(await post(address, 1, { key: 'k' })).toMatchObject(STORED);
      expect(await storedBy(address)).toEqual([1]);
    });

    it('stores once what reaches several worker processes with one key', async () => {
      await using container = await start({ storage: 'sqlite', workers: 4, handlerTimeMs: 300 });
      const body = comment(1);
      const answers = await Promise.all([1, 2, 3, 4].map((n) => post(container.address, n, { key: 'k', body })));
      for (const answer of answers) expect(answer).toMatchObject(STORED);
      expect(await storedBy(container.address)).toHaveLength(1);
    });

    it('says that it is not ready once it was told so, and goes on serving', async () => {
      await using container = await start({});
      const ready = () => ask(container.address, { path: '/ready' });
      expect(await ready()).toMatchObject({ status: 200, body: { ready: true } });
      expect(await ask(container.address, { method: 'POST', path: '/ready/off' })).toMatchObject({ status: 204 });
      expect(await ready()).toMatchObject({ status: 503, body: { ready: false } });
      expect(await ask(container.address, { path: '/healthcheck' })).toMatchObject({ status: 200 });
      expect(await post(container.address, 1)).toMatchObject(STORED);
    });

    it('ends where a setting is wrong', async () => {
      const environment = { DATA_FOLDER: '/nowhere' };
      const started = startLabContainer('comments-api', { storage: 'sqlite' }, { environment });
      await expect(started).rejects.toThrow(/exit code 3 .*DATA_FOLDER must name a folder/s);
    });
  });
});
