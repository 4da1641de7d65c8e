import { join } from 'node:path';
import { expect, test } from 'vitest';
import { monotonicMs } from '../clock.ts';
import { PROJECT_ROOT } from '../config.ts';
import type { ContainerExit, Engine, LogLine, RunningContainer } from '../engines/engine.ts';
import { FakeEngine } from '../engines/fake/fake-engine.ts';
import { createInstance } from '../engines/instance.ts';
import { loadLabContainers } from '../engines/lab-container.ts';
import { killed } from '../ledger/testing.ts';
import { Lane } from './lane.ts';
import { planRun } from './plan.ts';
import { RunClock } from './run-clock.ts';
import { SCENARIO } from './testing.ts';

/** A container whose exit and whose log's end are given when a test says so; signals come to nothing. */
class HeldContainer implements RunningContainer {
  readonly id = 'held';
  readonly name = 'held';
  readonly image = 'held';
  readonly address = { host: '127.0.0.1', port: 1, proxied: false };
  readonly url = 'http://127.0.0.1:1';
  readonly exit = Promise.withResolvers<ContainerExit>();
  readonly logEnd = Promise.withResolvers<void>();
  readonly exited = this.exit.promise;
  readonly logs = this.#read();
  signals = 0;

  async signal(): Promise<void> {
    this.signals += 1;
  }

  async stop(): Promise<void> {
    this.signals += 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.logEnd.resolve();
  }

  async *#read(): AsyncGenerator<LogLine> {
    yield { seq: 1, writtenAt: null, stream: 'stdout', text: 'listening' };
    await this.logEnd.promise;
  }
}

/** Lane A of the test's scenario, ready, on a container that is held. */
async function readyLane(): Promise<{ lane: Lane; container: HeldContainer; isOver: Promise<void> }> {
  const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
  const [plan] = planRun(SCENARIO, { scenarioId: SCENARIO.id }, containers, (container) => container).lanes;
  if (plan === undefined) throw new Error('the scenario has lanes');
  const container = new HeldContainer();
  const engine: Engine = Object.assign(new FakeEngine({ instance: await createInstance() }), {
    start: async () => container,
  });
  const over = Promise.withResolvers<void>();
  const lane = new Lane(plan, '00000000', new RunClock(), {
    changed: () => undefined,
    happened: (kind) => {
      if (kind === 'lane:exited') over.resolve();
    },
  });
  await lane.prepare(engine, new AbortController().signal);
  return { lane, container, isOver: over.promise };
}

const exitNow = (change: Partial<ContainerExit>): ContainerExit => ({
  ...killed,
  endedAt: monotonicMs(),
  signalledAt: null,
  ...change,
});

test('a container that has ended is sent nothing more, though its log is still being read', async () => {
  const { lane, container, isOver } = await readyLane();
  container.exit.resolve(exitNow({ endedBy: 'itself', exitCode: 3, signal: null, forced: false }));
  await container.exited;
  expect(lane.awaitsTermination).toBe(false);
  await expect(lane.terminate({ kind: 'kill', signal: 'SIGKILL' })).rejects.toThrow('has already ended');
  container.logEnd.resolve();
  await isOver;
  expect(container.signals).toBe(0);
  expect(lane.view()).toMatchObject({ state: 'exited', exit: { exitCode: 3, endedBy: 'itself' } });
  expect(lane.view().terminatedAtMs).toBeUndefined();
  expect(lane.endLabel).toBe('Lane A');
});

test('an end from outside has a moment of its signal only where the engine saw the signal', async () => {
  const unseen = await readyLane();
  unseen.container.exit.resolve(exitNow({ endedBy: 'outside', forced: false, durationMs: 5_000 }));
  unseen.container.logEnd.resolve();
  await unseen.isOver;
  expect(unseen.lane.view().terminatedAtMs).toBeUndefined();

  const seen = await readyLane();
  const signalledAt = monotonicMs();
  seen.container.exit.resolve(exitNow({ endedBy: 'outside', signalledAt }));
  seen.container.logEnd.resolve();
  await seen.isOver;
  const { terminatedAtMs = Number.NaN, exitedAtMs = Number.NaN } = seen.lane.view();
  expect(terminatedAtMs).toBeGreaterThan(0);
  expect(terminatedAtMs).toBeLessThanOrEqual(exitedAtMs);
});
