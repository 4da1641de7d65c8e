import { randomBytes } from 'node:crypto';
import type { EngineKind } from '#protocol/engine.ts';
import type { RunId } from '#protocol/ids.ts';
import type { CreateRun } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { Engine } from '../engines/engine.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { LabError } from '../errors.ts';
import type { TrafficThread } from '../traffic/traffic-thread.ts';
import { planRun } from './plan.ts';
import { Run } from './run.ts';

/** Runs that have containers, at most: each has two to four of them. */
const MAX_GOING_ON = 20;
/** Runs that are over and can still be looked at; the oldest goes first. */
const MAX_KEPT = 50;

export interface RunsContext {
  scenarios: readonly ScenarioView[];
  containers: ReadonlyMap<string, LabContainer>;
  /** The engine that was asked for, or the default one. @throws LabError `engine-unavailable` */
  engine(kind: EngineKind | undefined): Promise<{ kind: EngineKind; engine: Engine }>;
  thread: TrafficThread;
}

/** Every run of this lab. */
export class Runs {
  readonly #context: RunsContext;
  readonly #runs = new Map<RunId, Run>();
  /** Runs that are asked for and not in `#runs` yet: they count against the limit, too. */
  #starting = 0;
  #closed = false;

  constructor(context: RunsContext) {
    this.#context = context;
  }

  /** Newest first. */
  list(): Run[] {
    return [...this.#runs.values()].reverse();
  }

  /** @throws LabError `not-found` */
  get(id: RunId): Run {
    const run = this.#runs.get(id);
    if (run === undefined) {
      throw new LabError(
        'not-found',
        `There is no run ${id}: it was removed, or the lab was started anew since. Start a new one.`,
      );
    }
    return run;
  }

  /**
   * Makes a run and begins to prepare it; it answers before the containers are ready.
   * @throws LabError
   */
  async create(command: CreateRun, owner: string | null): Promise<Run> {
    if (this.#closed) throw new LabError('shutting-down', 'The lab is shutting down: start it again to go on.');
    const goingOn = this.list().filter((run) => !run.isOver).length + this.#starting;
    if (goingOn >= MAX_GOING_ON) {
      throw new LabError(
        'too-many-runs',
        `${MAX_GOING_ON} runs are going on, which is as many as the lab holds: finish one of them.`,
      );
    }
    this.#starting += 1;
    try {
      const scenario = this.#scenario(command.scenarioId);
      const { kind, engine } = await this.#context.engine(command.engine);
      if (this.#closed) throw new LabError('shutting-down', 'The lab is shutting down: start it again to go on.');
      const plan = planRun(scenario, command, this.#context.containers, (container) => engine.resolve(container));
      const id = randomBytes(4).toString('hex');
      const run = new Run({ id, plan, engine, engineKind: kind, thread: this.#context.thread, owner });
      this.#runs.set(id, run);
      this.#forgetOldest();
      void run.prepare();
      return run;
    } finally {
      this.#starting -= 1;
    }
  }

  /** Ends a run, whatever it does, and forgets it. @throws LabError `not-found` */
  async remove(id: RunId): Promise<void> {
    const run = this.get(id);
    await run.dispose();
    this.#runs.delete(id);
  }

  /** Ends every run and takes no new one. */
  async dispose(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.list().map((run) => run.dispose()));
  }

  #scenario(id: string): ScenarioView {
    const scenario = this.#context.scenarios.find((candidate) => candidate.id === id);
    if (scenario !== undefined) return scenario;
    const known = this.#context.scenarios.map((candidate) => candidate.id).join(', ');
    throw new LabError('not-found', `There is no scenario "${id}"; there are: ${known}.`);
  }

  #forgetOldest(): void {
    const over = [...this.#runs.values()].filter((run) => run.isOver);
    for (const run of over.slice(0, Math.max(0, over.length - MAX_KEPT))) this.#runs.delete(run.id);
  }
}
