import { randomBytes } from 'node:crypto';
import type { EngineKind } from '#protocol/engine.ts';
import type { RunId } from '#protocol/ids.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { CreateRun } from '#protocol/run.ts';
import type { ScenarioView } from '#protocol/scenario.ts';
import type { Engine } from '../engines/engine.ts';
import type { LabContainer } from '../engines/lab-container.ts';
import { LabError, toLabError } from '../errors.ts';
import type { TrafficThread } from '../traffic/traffic-thread.ts';
import { planRun } from './plan.ts';
import { Run } from './run.ts';
import { Spares } from './spares.ts';

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
  /** As for a run: a test need not watch for as long as a person. */
  afterExitMs?: number;
}

const SHUTTING_DOWN = said('The lab is shutting down: start it again to go on.');

/** Every run of this lab. */
export class Runs {
  readonly #context: RunsContext;
  readonly #runs = new Map<RunId, Run>();
  /** Runs that are asked for and not in `#runs` yet: they count against the limit, too. */
  #starting = 0;
  #closed = false;
  readonly #createdListeners = new Set<(run: Run) => void>();
  readonly #spares = new Spares((run) => {
    // What cannot be removed now is told in the run's own events, and swept later.
    this.#forget(run).catch(() => undefined);
  });

  constructor(context: RunsContext) {
    this.#context = context;
  }

  /** Newest first. */
  list(): Run[] {
    return [...this.#runs.values()].reverse();
  }

  /** A run that goes on, or was over a moment ago. @throws LabError `not-found` */
  get(id: RunId): Run {
    const run = this.find(id);
    if (run === null)
      throw new LabError('not-found', said('There is no run {run}: it was removed. Start a new one.', { run: id }));
    return run;
  }

  find(id: RunId): Run | null {
    return this.#runs.get(id) ?? null;
  }

  /** Calls back with every run that is made. */
  onCreated(listener: (run: Run) => void): void {
    this.#createdListeners.add(listener);
  }

  /** Forgets a run that is over and was kept elsewhere; who looks at it goes on looking. */
  release(id: RunId): void {
    if (this.find(id)?.isSealed) this.#runs.delete(id);
  }

  /**
   * Makes a run and begins to prepare it; it answers before the containers are ready.
   * @throws LabError
   */
  async create(command: CreateRun, owner: string | null): Promise<Run> {
    if (this.#closed) throw new LabError('shutting-down', SHUTTING_DOWN);
    const goingOn = this.list().filter((run) => !run.isOver).length + this.#starting;
    if (goingOn >= MAX_GOING_ON && !this.#spares.discardOldest()) {
      throw new LabError(
        'too-many-runs',
        said('{most} runs are going on, which is as many as the lab holds: finish one of them.', {
          most: MAX_GOING_ON,
        }),
      );
    }
    this.#starting += 1;
    try {
      const { thread, afterExitMs } = this.#context;
      const scenario = this.#scenario(command.scenarioId);
      const { kind, engine } = await this.#context.engine(command.engine);
      if (this.#closed) throw new LabError('shutting-down', SHUTTING_DOWN);
      const plan = planRun(scenario, command, this.#context.containers, engine);
      const id = randomBytes(4).toString('hex');
      const run = new Run({ id, plan, engine, engineKind: kind, thread, afterExitMs, owner });
      this.#runs.set(id, run);
      for (const listener of this.#createdListeners) listener(run);
      this.#forgetOldest();
      void run.prepare();
      return run;
    } finally {
      this.#starting -= 1;
    }
  }

  /** Why an engine cannot run some of the scenarios as they are written, by their ids; empty, too, where it does not answer now. */
  async impossibleOn(kind: EngineKind): Promise<Readonly<Record<string, Said>>> {
    const { scenarios, containers } = this.#context;
    const found = await this.#context.engine(kind).catch(() => null);
    if (found === null) return {};
    const reasons: Record<string, Said> = {};
    for (const scenario of scenarios) {
      try {
        planRun(scenario, { scenarioId: scenario.id }, containers, found.engine);
      } catch (thrown) {
        const { code, said: reason } = toLabError(thrown);
        if (code === 'engine-cannot') reasons[scenario.id] = reason;
      }
    }
    return reasons;
  }

  /**
   * Makes a run before anybody asked for its start: it is given up when no viewer is left, or when nothing is done with it.
   * @throws LabError
   */
  async prepare(command: CreateRun, owner: string | null): Promise<Run> {
    const run = await this.create(command, owner);
    this.#spares.hold(run);
    return run;
  }

  /** Takes note that a run is looked at; the answer ends it. */
  watch(id: RunId): () => void {
    return this.#spares.watch(id);
  }

  /** Ends a run, whatever it does, and forgets it. @throws LabError `not-found` */
  async remove(id: RunId): Promise<void> {
    await this.#forget(this.get(id));
  }

  /** Ends every run and takes no new one. */
  async dispose(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.list().map((run) => run.dispose()));
  }

  async #forget(run: Run): Promise<void> {
    await run.dispose();
    this.#runs.delete(run.id);
  }

  #scenario(id: string): ScenarioView {
    const scenario = this.#context.scenarios.find((candidate) => candidate.id === id);
    if (scenario !== undefined) return scenario;
    const known = this.#context.scenarios.map((candidate) => candidate.id).join(', ');
    throw new LabError(
      'not-found',
      said('There is no scenario "{scenario}"; there are: {known}.', { scenario: id, known }),
    );
  }

  #forgetOldest(): void {
    const over = [...this.#runs.values()].filter((run) => run.isOver);
    for (const run of over.slice(0, Math.max(0, over.length - MAX_KEPT))) this.#runs.delete(run.id);
  }
}
