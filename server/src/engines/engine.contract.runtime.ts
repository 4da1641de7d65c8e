import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KnobValues } from '#protocol/knob.ts';
import { english } from '#protocol/language/say.ts';
import type { RuntimeSettings } from '#protocol/runtime-knobs.ts';
import { PLAIN_RUNTIME } from '#protocol/runtime-knobs.ts';
import { collectLogs } from './engine.contract.logs.ts';
import { answers, post } from './engine.contract.requests.ts';
import type { ContainerSpec, Engine, EngineDemand, RunningContainer } from './engine.ts';

export type StartOptions = Pick<ContainerSpec, 'runtime' | 'group'>;

interface Suite {
  engine(): Engine;
  spec(): Promise<ContainerSpec>;
  start(knobs?: KnobValues, on?: Engine, more?: StartOptions): Promise<RunningContainer>;
}

/**
 * The part of the suite about how a lane may have its container started. What an engine cannot do it says in a sentence, and is
 * held to no more.
 */
export function runtimeContract({ engine, spec, start }: Suite): void {
  /** Why the engine cannot do something with the suite's program. */
  async function lacks(change: Partial<EngineDemand>): Promise<string | null> {
    const { container } = await spec();
    const missing = engine().lacks({
      containers: [container],
      runtime: PLAIN_RUNTIME,
      isGroup: false,
      fault: null,
      ...change,
    });
    return missing && english(missing);
  }

  describe('what a lane may ask for', () => {
    /** Starts it where the engine can; where it cannot it says so, and that is all. */
    async function startWith(change: Partial<RuntimeSettings>, knobs: KnobValues = {}) {
      const runtime = { ...PLAIN_RUNTIME, ...change };
      const missing = await lacks({ runtime });
      if (missing === null) return await start(knobs, engine(), { runtime });
      expect(missing).toMatch(/\.$/);
      return null;
    }

    it('is all there for a plain container, and no fault that its program does not have', async () => {
      expect(await lacks({})).toBeNull();
      expect(await lacks({ fault: 'crash' })).toContain('no way to be made to fail by "crash"');
    });

    it.each(['SIGINT', 'SIGQUIT'] as const)('%s as its stop signal comes first, before the SIGKILL', async (name) => {
      const container = await startWith({ stopSignal: name }, { onTerm: 'ignore' });
      if (container === null) throw new Error('every engine can send every signal');
      const logs = collectLogs(container);
      const stopped = container.stop(1);
      await logs.until(`ignored ${name}`);
      await stopped;
      expect(await container.exited).toMatchObject({ exitCode: 137, forced: true });
      expect(logs.lines.map(({ text }) => text)).not.toContain('ignored SIGTERM');
    });

    it('a shell before the program keeps SIGTERM from it', async () => {
      const container = await startWith({ form: 'shell' });
      if (container === null) return;
      await container.signal('SIGTERM');
      await container.stop(1);
      expect(await container.exited).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true });
    });

    it('an address of its own within its group', async () => {
      if ((await lacks({ isGroup: true })) !== null) return;
      const group = `lab-${randomBytes(4).toString('hex')}`;
      const [one, two] = await Promise.all([start({}, engine(), { group }), start({}, engine(), { group })]);
      expect(one.inside).toMatch(/^[\d.]+:\d+$/);
      expect(two.inside).not.toBe(one.inside);
      expect([await answers(one), await answers(two)]).toEqual([true, true]);
    });
  });

  describe('a restart policy', () => {
    const runtime: RuntimeSettings = { ...PLAIN_RUNTIME, restartPolicy: 'always' };

    /** A container that ended by itself; null where the engine has no such policies. */
    async function endedByItself(): Promise<RunningContainer | null> {
      if ((await lacks({ runtime })) !== null) return null;
      const container = await start({}, engine(), { runtime });
      await fetch(`http://${container.address.host}:${container.address.port}/exit`);
      return container;
    }

    it('that there is none of brings nothing back', async () => {
      const container = await start();
      await fetch(`http://${container.address.host}:${container.address.port}/exit`);
      expect(await container.exited).toMatchObject({ exitCode: 3, restarts: false });
      expect(await container.cameBack).toBeNull();
    });

    it('brings back what ended by itself, at an address where it answers, and its log goes on', async () => {
      const container = await endedByItself();
      if (container === null) return;
      const logs = collectLogs(container);
      expect(await container.exited).toMatchObject({ exitCode: 3, restarts: true, endedBy: 'itself' });
      const address = await container.cameBack;
      if (address === null) throw new Error('it came back');
      expect((await post({ address }, 9)).status).toBe(201);
      await container.signal('SIGKILL');
      await logs.ended;
      expect(logs.lines.map(({ text }) => text)).toContain('request=9 stored');
      expect(await answers({ address })).toBe(false);
    });

    it('leaves down what the lab has killed', async () => {
      if ((await lacks({ runtime })) !== null) return;
      const container = await start({}, engine(), { runtime });
      await container.signal('SIGKILL');
      expect(await container.exited).toMatchObject({ exitCode: 137, restarts: false });
      expect(await container.cameBack).toBeNull();
    });

    it('keeps nobody waiting for a container that is removed on its way back', async () => {
      const container = await endedByItself();
      if (container === null) return;
      await container.exited;
      const began = performance.now();
      await container[Symbol.asyncDispose]();
      await container.cameBack;
      // The health check alone would have gone on for 30 s.
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(await answers(container)).toBe(false);
    });
  });
}
