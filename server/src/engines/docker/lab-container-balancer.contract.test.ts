import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { collectLogs } from '../engine.contract.logs.ts';
import type { RunningContainer } from '../engine.ts';
import { ask, post, STORED, storedBy } from '../lab-container.contract.requests.ts';
import { isDockerNeeded } from './contract-support.ts';
import { useLabContainers } from './lab-container-support.ts';

/** Within it a health check every 100 ms has been made, on a busy machine too. */
const PATIENCE_MS = 20_000;

interface Group extends AsyncDisposable {
  balancer: RunningContainer;
  replicas: [RunningContainer, RunningContainer];
}

describe.runIf(await isDockerNeeded())('the balancer before two replicas', () => {
  const start = useLabContainers(['comments-api', 'balancer']);

  async function startGroup(healthIntervalMs: number): Promise<Group> {
    const group = crypto.randomUUID();
    const replica = () => start('comments-api', { workerClass: 'gthread', threads: 8 }, { group });
    const replicas = await Promise.all([replica(), replica()]);
    const environment = { UPSTREAMS: replicas.map(({ inside }) => inside).join(' ') };
    const balancer = await start('balancer', { healthIntervalMs }, { group, environment });
    const end = async () => {
      await Promise.all([balancer, ...replicas].map((container) => container[Symbol.asyncDispose]()));
    };
    return { balancer, replicas, [Symbol.asyncDispose]: end };
  }

  describe('of which one after the other says that it is not ready', () => {
    let group: Group;
    beforeAll(async () => {
      group = await startGroup(100);
    });
    afterAll(() => group[Symbol.asyncDispose]());
    const turnOff = ({ address }: RunningContainer) => ask(address, { method: 'POST', path: '/ready/off' });

    it('gives each request to the next one, with its number', async () => {
      const { balancer, replicas } = group;
      for (const number of [1, 2, 3, 4]) expect(await post(balancer.address, number)).toMatchObject(STORED);
      const stored = await Promise.all(replicas.map(({ address }) => storedBy(address)));
      expect(stored.map((numbers) => numbers.length)).toEqual([2, 2]);
      expect(stored.flat().sort()).toEqual([1, 2, 3, 4]);
    });

    it('gives them all to the other one once it has seen that, so that nothing is lost with the first', async () => {
      const { balancer, replicas } = group;
      const [first, second] = replicas;
      await turnOff(first);
      await vi.waitFor(async () => {
        const before = await storedBy(first.address);
        for (const number of [5, 6]) await post(balancer.address, number);
        expect(await storedBy(first.address)).toEqual(before);
      }, PATIENCE_MS);
      await first.stop(10);
      for (const number of [7, 8, 9]) expect(await post(balancer.address, number)).toMatchObject(STORED);
      expect((await storedBy(second.address)).slice(-3)).toEqual([7, 8, 9]);
    });

    it('answers 503 when none is left, ends on SIGTERM with 0, and has printed nothing of single requests', async () => {
      const { balancer, replicas } = group;
      await turnOff(replicas[1]);
      await vi.waitFor(
        async () => expect(await post(balancer.address, 10)).toMatchObject({ status: 503 }),
        PATIENCE_MS,
      );
      const logs = collectLogs(balancer);
      await balancer.stop(10);
      expect(await balancer.exited).toMatchObject({ exitCode: 0, forced: false });
      await logs.ended;
      const printed = logs.lines.map(({ text }) => text).join('\n');
      expect(printed).toContain('health_checker');
      expect(printed).not.toMatch(/request=|comment\/new/);
    });
  });

  it('sends on to one that has ended until the next health check: 502, and no second try', async () => {
    await using group = await startGroup(10_000);
    const { balancer, replicas } = group;
    await replicas[0].signal('SIGKILL');
    await replicas[0].exited;
    // GET, which a balancer may try again more freely than POST.
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(balancer.address, { path: '/healthcheck' })));
    expect(answers.map((answer) => answer?.status).sort()).toEqual([200, 200, 502, 502]);
    expect(await ask(balancer.address, { path: '/balancer/health' })).toMatchObject({ status: 200 });
  });
});
