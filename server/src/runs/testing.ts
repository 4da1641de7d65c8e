import { join } from 'node:path';
import type { CreateRun } from '#protocol/run.ts';
import type { ScenarioFile } from '#protocol/scenario.ts';
import { PROJECT_ROOT } from '../config.ts';
import type { FakeEngineOptions } from '../engines/fake/fake-engine.ts';
import { FakeEngine } from '../engines/fake/fake-engine.ts';
import { createInstance } from '../engines/instance.ts';
import { loadLabContainers } from '../engines/lab-container.ts';
import { TrafficThread } from '../traffic/traffic-thread.ts';
import type { Run } from './run.ts';
import { Runs } from './runs.ts';
import { viewScenario } from './scenario-view.ts';

/** Quick steady traffic that ends by itself long after every test. */
export const SCENARIO: ScenarioFile = {
  id: 'try',
  title: 'A try',
  summary: 'To try it',
  order: 1,
  body: '',
  sections: { question: '', watch: '', why: '', sources: '' },
  knobs: [],
  traffic: {
    model: 'open',
    ratePerSecond: 50,
    keepAlive: false,
    timeoutMs: 5_000,
    handlerTimeMs: 40,
    maxRequests: 3_000,
    maxSeconds: 60,
  },
  lanes: [
    {
      id: 'a',
      label: 'docker kill',
      container: 'comments-api-node',
      knobs: {},
      termination: { kind: 'kill', signal: 'SIGKILL' },
      replicas: 1,
      retry: 'none',
      restart: false,
      expect: { exitCode: { min: 137, max: 137 }, lost: { min: 0, max: 9 }, logHas: [], logLacks: [] },
    },
    {
      id: 'b',
      label: 'SIGTERM kill',
      container: 'comments-api-node',
      knobs: {},
      termination: { kind: 'kill', signal: 'SIGTERM' },
      replicas: 1,
      retry: 'none',
      restart: false,
      expect: { exitCode: { min: 0, max: 0 }, lost: { min: 0, max: 9 }, logHas: [], logLacks: [] },
    },
  ],
};

/** Runs on the engine in memory, with real traffic to it. */
export class TestRuns implements AsyncDisposable {
  readonly runs: Runs;
  readonly engine: FakeEngine;
  readonly #thread: TrafficThread;

  private constructor(runs: Runs, engine: FakeEngine, thread: TrafficThread) {
    this.runs = runs;
    this.engine = engine;
    this.#thread = thread;
  }

  static async open(
    options: Omit<FakeEngineOptions, 'instance'> = {},
    scenario: ScenarioFile = SCENARIO,
  ): Promise<TestRuns> {
    const engine = new FakeEngine({ ...options, instance: await createInstance() });
    const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
    const thread = new TrafficThread();
    const runs = new Runs({
      scenarios: [viewScenario(scenario, containers)],
      containers,
      engine: async () => ({ kind: 'embedded', engine }),
      thread,
      afterExitMs: 200,
    });
    return new TestRuns(runs, engine, thread);
  }

  async create(command: Partial<CreateRun> = {}): Promise<Run> {
    return await this.runs.create({ scenarioId: SCENARIO.id, ...command }, null);
  }

  /** A run whose traffic is on in every lane. */
  async running(command: Partial<CreateRun> = {}): Promise<Run> {
    const run = await this.create(command);
    await until(run, () => run.status === 'ready');
    run.start();
    await until(run, () => run.view().lanes.every(({ counts }) => counts.completed > 2));
    return run;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.runs.dispose();
    await this.#thread[Symbol.asyncDispose]();
    await this.engine[Symbol.asyncDispose]();
  }
}

/** Waits for a run to come to a condition, looking after each of its changes. */
export function until(run: Run, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition()) {
      resolve();
      return;
    }
    const unsubscribe = run.subscribe(() => {
      if (!condition()) return;
      unsubscribe();
      resolve();
    });
  });
}
