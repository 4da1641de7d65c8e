import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KnobValues } from '#protocol/knob.ts';
import { StartError } from '../errors.ts';
import { detailsContract } from './engine.contract.details.ts';
import { collectLogs } from './engine.contract.logs.ts';
import { answers, post } from './engine.contract.requests.ts';
import type { StartOptions } from './engine.contract.runtime.ts';
import { runtimeContract } from './engine.contract.runtime.ts';
import type { ContainerSpec, Engine, RunningContainer, SweepReport } from './engine.ts';
import type { LabInstance } from './instance.ts';
import { createInstance } from './instance.ts';
import { applyKnobs, loadLabContainers } from './lab-container.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url));

/** Makes the engine under test for a lab instance; two of them must see each other's containers, as two labs on one machine do. */
export type MakeEngine = (instance: LabInstance) => Promise<Engine>;

/**
 * What the suite starts: a program that behaves as `fixtures/contract-server` does, with its knobs `lines`, `onTerm`, `start` and
 * `handlerTimeMs`.
 */
export type MakeSpec = (knobs: KnobValues) => Promise<Omit<ContainerSpec, 'name'>>;

/** The contract suite's own program, for engines that run real ones. */
export async function contractServerSpec(knobs: KnobValues): Promise<Omit<ContainerSpec, 'name'>> {
  const container = (await loadLabContainers(FIXTURES)).get('contract-server');
  if (container === undefined) throw new Error(`${FIXTURES} has no contract-server`);
  const settings = applyKnobs(container, knobs);
  return { container, arguments: settings.arguments, environment: settings.environment };
}

/** The suite that every engine passes. */
export function engineContract(name: string, makeEngine: MakeEngine, makeSpec: MakeSpec = contractServerSpec): void {
  describe(`the ${name} engine`, () => {
    const never = new AbortController().signal;
    const engines: Engine[] = [];
    let engine: Engine;

    async function another(instance: LabInstance): Promise<Engine> {
      const made = await makeEngine(instance);
      engines.push(made);
      return made;
    }

    async function spec(knobs: KnobValues = {}): Promise<ContainerSpec> {
      return { ...(await makeSpec(knobs)), name: `lab-${randomBytes(4).toString('hex')}-a` };
    }

    async function start(
      knobs: KnobValues = {},
      on: Engine = engine,
      more: StartOptions = {},
    ): Promise<RunningContainer> {
      const wanted = { ...(await spec(knobs)), ...more };
      await on.prepare(wanted.container, () => {}, never);
      return on.start(wanted, never);
    }

    beforeEach(async () => {
      engine = await another(await createInstance());
    });

    afterEach(async () => {
      for (const made of engines.splice(0)) await made[Symbol.asyncDispose]();
    });

    describe('start', () => {
      it('gives a container that answers at its address and at its url', async () => {
        const container = await start();
        expect(await answers(container)).toBe(true);
        expect((await fetch(`${container.url}/healthcheck`)).status).toBe(200);
      });

      it('runs two containers side by side at addresses of their own', async () => {
        const [one, two] = await Promise.all([start(), start()]);
        expect(one.id).not.toBe(two.id);
        expect(`${one.address.host}:${one.address.port}`).not.toBe(`${two.address.host}:${two.address.port}`);
        expect([await answers(one), await answers(two)]).toEqual([true, true]);
      });

      it('passes arguments and environment on to the program', async () => {
        const container = await start({ handlerTimeMs: 200, lines: 1 });
        const logs = collectLogs(container);
        const began = performance.now();
        expect((await post(container, 1)).status).toBe(201);
        expect(performance.now() - began).toBeGreaterThan(195);
        await logs.until('out 1');
      });

      it('throws StartError with the program’s own words when it ends before it answers', async () => {
        const failure = await start({ start: 'fail' }).then(
          () => null,
          (error: unknown) => error,
        );
        expect(failure).toBeInstanceOf(StartError);
        expect(String(failure)).toContain('this program cannot start');
      });

      it('leaves nothing of a failed start: the name is free again', async () => {
        const failing = await spec({ start: 'fail' });
        await engine.prepare(failing.container, () => {}, never);
        await expect(engine.start(failing, never)).rejects.toThrow(StartError);
        const container = await engine.start({ ...(await spec()), name: failing.name }, never);
        expect(await answers(container)).toBe(true);
      });

      it('starts nothing when it was aborted before', async () => {
        const wanted = await spec();
        await engine.prepare(wanted.container, () => {}, never);
        await expect(engine.start(wanted, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
        await engine.start(wanted, never);
      });

      it.each([1, 100, 600])('leaves nothing behind when it is aborted after %i ms', async (afterMs) => {
        const hanging = await spec({ start: 'hang' });
        await engine.prepare(hanging.container, () => {}, never);
        const controller = new AbortController();
        const starting = engine.start(hanging, controller.signal);
        setTimeout(() => controller.abort(), afterMs);
        await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
        await engine.start({ ...(await spec()), name: hanging.name }, never);
      });
    });

    describe('logs', () => {
      it('carry every line of both outputs in order, and end', async () => {
        const container = await start({ lines: 2000 });
        const logs = collectLogs(container);
        await container.signal('SIGTERM');
        await logs.ended;
        const numbered = (stream: string, word: string) =>
          logs.lines.filter((line) => line.stream === stream && line.text.startsWith(word)).map((line) => line.text);
        const expected = (word: string) => Array.from({ length: 2000 }, (_, index) => `${word} ${index + 1}`);
        expect(numbered('stdout', 'out')).toEqual(expected('out'));
        expect(numbered('stderr', 'err')).toEqual(expected('err'));
      });

      it('keep the last line, which has no newline', async () => {
        const container = await start();
        const logs = collectLogs(container);
        await container.signal('SIGTERM');
        await logs.ended;
        expect(logs.lines.at(-1)?.text).toBe('last words');
      });

      it('are numbered 1, 2, 3 …', async () => {
        const container = await start({ lines: 50 });
        const logs = collectLogs(container);
        await container.signal('SIGKILL');
        await logs.ended;
        expect(logs.lines.map((line) => line.seq)).toEqual(logs.lines.map((_, index) => index + 1));
      });

      it('can be read late, from the first line on', async () => {
        const container = await start({ lines: 5 });
        await container.signal('SIGTERM');
        await container.exited;
        const logs = collectLogs(container);
        await logs.ended;
        expect(logs.lines.map((line) => line.text)).toEqual(expect.arrayContaining(['out 1', 'err 5', 'last words']));
      });

      it('lose nothing to a reader that is slower than the program', async () => {
        const container = await start({ lines: 20_000 });
        let read = 0;
        let ended = false;
        for await (const line of container.logs) {
          if (line.text.startsWith('out ')) read += 1;
          if (!ended && read === 5) {
            ended = true;
            await container.signal('SIGKILL');
            await container.exited;
          }
        }
        expect(read).toBe(20_000);
      });
    });

    describe('exit', () => {
      it('by SIGKILL is 137, forced, and ended by the lab', async () => {
        const container = await start();
        await container.signal('SIGKILL');
        expect(await container.exited).toMatchObject({
          exitCode: 137,
          signal: 'SIGKILL',
          oomKilled: false,
          forced: true,
          endedBy: 'lab',
        });
      });

      it('after SIGTERM is the program’s own, and not forced', async () => {
        const container = await start();
        await container.signal('SIGTERM');
        expect(await container.exited).toMatchObject({ exitCode: 0, signal: null, forced: false, endedBy: 'lab' });
      });

      it('of its own accord is told from one that was asked for', async () => {
        const container = await start();
        await fetch(`http://${container.address.host}:${container.address.port}/exit`);
        expect(await container.exited).toMatchObject({ exitCode: 3, signal: null, forced: false, endedBy: 'itself' });
      });

      it('is measured from the first signal', async () => {
        const container = await start({ handlerTimeMs: 700 });
        const logs = collectLogs(container);
        const answer = post(container, 1);
        await logs.until('request=1 received');
        const sent = performance.now();
        await container.signal('SIGTERM');
        const { durationMs } = await container.exited;
        expect(durationMs).toBeGreaterThan(100);
        expect(durationMs).toBeLessThanOrEqual(performance.now() - sent + 1);
        expect((await answer).status).toBe(201);
      });
    });

    describe('signal', () => {
      it('SIGTERM lets a request in flight be answered', async () => {
        const container = await start({ handlerTimeMs: 500 });
        const logs = collectLogs(container);
        const answer = post(container, 7);
        await logs.until('request=7 received');
        await container.signal('SIGTERM');
        expect((await answer).status).toBe(201);
        await logs.ended;
        expect(logs.lines.map((line) => line.text)).toContain('request=7 stored');
      });

      it('SIGKILL cuts a request in flight', async () => {
        const container = await start({ handlerTimeMs: 5000 });
        const logs = collectLogs(container);
        const answer = post(container, 7).then(
          () => 'answered',
          () => 'cut',
        );
        await logs.until('request=7 received');
        await container.signal('SIGKILL');
        expect(await answer).toBe('cut');
        await logs.ended;
        expect(logs.lines.map((line) => line.text)).not.toContain('request=7 stored');
      });

      it('never escalates: a program that ignores SIGTERM goes on', async () => {
        const container = await start({ onTerm: 'ignore' });
        const logs = collectLogs(container);
        await container.signal('SIGTERM');
        await logs.until('ignored SIGTERM');
        expect(await answers(container)).toBe(true);
      });

      it('after the exit is a no-op', async () => {
        const container = await start();
        await container.signal('SIGTERM');
        const exit = await container.exited;
        await container.signal('SIGKILL');
        await container.stop(1);
        expect(await container.exited).toEqual(exit);
      });
    });

    describe('stop', () => {
      it('of a graceful program is its own exit, not forced', async () => {
        const container = await start();
        await container.stop(10);
        expect(await container.exited).toMatchObject({ exitCode: 0, forced: false, endedBy: 'lab' });
      });

      it('forces a program that outlives its grace period, and not before', async () => {
        const container = await start({ onTerm: 'ignore' });
        await container.stop(1);
        const exit = await container.exited;
        expect(exit).toMatchObject({ exitCode: 137, signal: 'SIGKILL', forced: true, endedBy: 'lab' });
        expect(exit.durationMs).toBeGreaterThan(950);
      });

      it('says when its signal is on its way, while the program still drains', async () => {
        const container = await start({ handlerTimeMs: 800 });
        const logs = collectLogs(container);
        const answer = post(container, 1);
        await logs.until('request=1 received');
        const order: string[] = [];
        await Promise.all([
          container.stop(10, () => order.push('accepted')),
          container.exited.then(() => order.push('exited')),
        ]);
        expect(order).toEqual(['accepted', 'exited']);
        expect((await answer).status).toBe(201);
      });

      it('is shared by two callers: the first one’s grace period counts', async () => {
        const container = await start({ onTerm: 'ignore' });
        let accepted = 0;
        const count = () => {
          accepted += 1;
        };
        await Promise.all([container.stop(1, count), container.stop(300, count)]);
        expect(await container.exited).toMatchObject({ exitCode: 137, forced: true });
        expect(accepted).toBe(2);
      });
    });

    runtimeContract({ engine: () => engine, spec, start });
    detailsContract({ start });

    describe('starting again', () => {
      it('gives a container that has ended another life, which ends with it', async () => {
        const container = await start();
        await container.signal('SIGKILL');
        const exit = await container.exited;
        const { host, port } = await container.startAgain(never);
        const url = `http://${host}:${port}/healthcheck`;
        expect((await fetch(url)).status).toBe(200);
        expect(await container.exited).toEqual(exit);
        await container[Symbol.asyncDispose]();
        await expect(fetch(url)).rejects.toThrow();
      });

      it('is given up when it is aborted', async () => {
        const container = await start();
        await container.signal('SIGKILL');
        await container.exited;
        await expect(container.startAgain(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
      });
    });

    describe('disposing', () => {
      it('a running container removes it, and says that the lab did', async () => {
        const container = await start();
        await container[Symbol.asyncDispose]();
        expect(await container.exited).toMatchObject({ forced: true, endedBy: 'lab' });
        expect(await answers(container)).toBe(false);
      });

      it('a container twice, at once and later, is safe', async () => {
        const container = await start();
        await Promise.all([container[Symbol.asyncDispose](), container[Symbol.asyncDispose]()]);
        await container[Symbol.asyncDispose]();
      });

      it('a container that has ended keeps its exit', async () => {
        const container = await start();
        await container.signal('SIGTERM');
        const exit = await container.exited;
        await container[Symbol.asyncDispose]();
        expect(await container.exited).toEqual(exit);
      });

      it('the engine ends everything that it made, within 3 s', async () => {
        const containers = await Promise.all([start(), start(), start({ onTerm: 'ignore' }), start()]);
        const began = performance.now();
        await engine[Symbol.asyncDispose]();
        expect(performance.now() - began).toBeLessThan(3000);
        for (const container of containers) {
          expect(await container.exited).toMatchObject({ endedBy: 'lab' });
          expect(await answers(container)).toBe(false);
        }
      });

      it('the engine aborts what is being started', async () => {
        const hanging = await spec({ start: 'hang' });
        await engine.prepare(hanging.container, () => {}, never);
        const starting = engine.start(hanging, never).then(
          () => 'started',
          () => 'aborted',
        );
        await engine[Symbol.asyncDispose]();
        expect(await starting).toBe('aborted');
      });

      it('the engine twice is safe, and nothing starts afterwards', async () => {
        const wanted = await spec();
        await engine.prepare(wanted.container, () => {}, never);
        await Promise.all([engine[Symbol.asyncDispose](), engine[Symbol.asyncDispose]()]);
        await expect(engine.start(wanted, never)).rejects.toThrow();
      });
    });

    describe('sweep', () => {
      it('removes what a dead lab left behind, and nothing of a living one', async () => {
        const dead = await start({}, await another(await deadInstance()));
        const living = await start({}, await another(await createInstance()));
        const own = await start();
        const report = await engine.sweep();
        expect(report.containers.length + report.processes.length).toBeGreaterThan(0);
        expect(await answers(dead)).toBe(false);
        expect([await answers(living), await answers(own)]).toEqual([true, true]);
      });

      it('finds nothing more the second time', async () => {
        const { name } = await start({}, await another(await deadInstance()));
        const first = await engine.sweep();
        const second = await engine.sweep();
        // Not only this test has dead labs on the engine: what counts is that nothing is found twice, and this one not at all.
        const found = ({ containers, networks, processes }: SweepReport) => [
          ...containers,
          ...networks,
          ...processes,
        ];
        expect(found(second).filter((each) => found(first).includes(each))).toEqual([]);
        expect([...found(second), ...second.left].filter((words) => String(words).includes(name))).toEqual([]);
      });
    });
  });
}

/** A lab whose process has ended: one that really lived. */
async function deadInstance(): Promise<LabInstance> {
  const module = JSON.stringify(new URL('./instance.ts', import.meta.url).href);
  const script = `import { createInstance } from ${module}; const { id, owner } = await createInstance(); console.log(id + owner);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return { id: stdout.slice(0, 6), owner: stdout.slice(6).trim() };
}
