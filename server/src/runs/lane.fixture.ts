import { join } from 'node:path';
import { english } from '#protocol/language/say.ts';
import type { RunEventKind } from '#protocol/run.ts';
import type { ScenarioFile } from '#protocol/scenario.ts';
import { monotonicMs } from '../clock.ts';
import { PROJECT_ROOT } from '../config.ts';
import type { ContainerDetails, ContainerProcess, ContainerUsage } from '../engines/details.ts';
import type { ContainerExit, Engine, HttpAddress, LogLine, RunningContainer } from '../engines/engine.ts';
import type { FakeEngineOptions } from '../engines/fake/fake-engine.ts';
import { FakeEngine } from '../engines/fake/fake-engine.ts';
import { createInstance } from '../engines/instance.ts';
import { loadLabContainers } from '../engines/lab-container.ts';
import { killed } from '../ledger/testing.ts';
import { Lane } from './lane.ts';
import type { LanePlan } from './lane-plan.ts';
import { planRun } from './plan.ts';
import { RunClock } from './run-clock.ts';
import { SCENARIO } from './testing.ts';

const containers = await loadLabContainers(join(PROJECT_ROOT, 'lab-containers'));
const never = new AbortController().signal;

type ScenarioLane = ScenarioFile['lanes'][number];

/** The test's scenario with some of what its first lane says changed. */
export function scenarioWith(change: Partial<ScenarioLane>): ScenarioFile {
  const [first, ...others] = SCENARIO.lanes;
  if (first === undefined) throw new Error('the scenario has lanes');
  return { ...SCENARIO, lanes: [{ ...first, ...change }, ...others] };
}

/** The plan of that lane. */
export function planOf(
  change: Partial<ScenarioLane>,
  engine: Pick<Engine, 'resolve' | 'lacks'> = { resolve: (container) => container, lacks: () => null },
): LanePlan {
  const [plan] = planRun(scenarioWith(change), { scenarioId: SCENARIO.id }, containers, engine).lanes;
  if (plan === undefined) throw new Error('the scenario has lanes');
  return plan;
}

/** A lane whose containers are ready, with what it told its run. */
export interface TestLane {
  lane: Lane;
  engine: FakeEngine;
  /** What happened, in its order. */
  happened: { kind: RunEventKind; text: string }[];
  /** Resolves once something of this kind has happened. */
  until(kind: RunEventKind): Promise<void>;
  /** Resolves when nothing of the lane can change any more. */
  over: Promise<void>;
}

/** Lane A of the test's scenario, with what is changed of it, on an engine in memory. */
export async function readyLane(
  change: Partial<ScenarioLane> = {},
  options: Omit<FakeEngineOptions, 'instance'> & Partial<Pick<Engine, 'start'>> = {},
): Promise<TestLane> {
  const { start, ...fake } = options;
  const engine = new FakeEngine({ ...fake, instance: await createInstance() });
  const happened: TestLane['happened'] = [];
  const moments = new Map<RunEventKind, PromiseWithResolvers<void>>();
  const moment = (kind: RunEventKind) => {
    const known = moments.get(kind) ?? Promise.withResolvers();
    moments.set(kind, known);
    return known;
  };
  const over = Promise.withResolvers<void>();
  const lane = new Lane(planOf(change, engine), '00000000', new RunClock(), {
    changed: () => undefined,
    happened: (kind, _lane, what) => {
      happened.push({ kind, text: english(what) });
      moment(kind).resolve();
    },
    over: () => over.resolve(),
  });
  await lane.prepare(start === undefined ? engine : Object.assign(engine, { start }), never);
  return { lane, engine, happened, until: (kind) => moment(kind).promise, over: over.promise };
}

/** A container whose exit, return and log's end are given when a test says so; signals come to nothing. */
export class HeldContainer implements RunningContainer {
  readonly id = 'held';
  readonly name = 'held';
  readonly image = 'held';
  readonly address = { host: '127.0.0.1', port: 1, proxied: false };
  readonly url = 'http://127.0.0.1:1';
  readonly exit = Promise.withResolvers<ContainerExit>();
  readonly back = Promise.withResolvers<HttpAddress | null>();
  readonly logEnd = Promise.withResolvers<void>();
  readonly inside = '127.0.0.1:1';
  readonly exited = this.exit.promise;
  readonly cameBack = this.back.promise;
  readonly logs = this.#read();
  signals = 0;
  startedAgain = 0;

  async signal(): Promise<void> {
    this.signals += 1;
  }

  async stop(): Promise<void> {
    this.signals += 1;
  }

  async startAgain(): Promise<HttpAddress> {
    this.startedAgain += 1;
    return this.address;
  }

  async inspect(): Promise<ContainerDetails> {
    throw new Error('nobody looks at it');
  }

  async processes(): Promise<ContainerProcess[]> {
    return [];
  }

  async usage(): Promise<ContainerUsage> {
    throw new Error('nobody measures it');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.back.resolve(null);
    this.logEnd.resolve();
  }

  async *#read(): AsyncGenerator<LogLine> {
    yield { seq: 1, writtenAt: null, stream: 'stdout', text: 'listening' };
    await this.logEnd.promise;
  }
}

/** An end by docker kill at this moment, but for what is said otherwise. */
export const exitNow = (change: Partial<ContainerExit>): ContainerExit => ({
  ...killed,
  endedAt: monotonicMs(),
  signalledAt: null,
  restarts: false,
  ...change,
});
