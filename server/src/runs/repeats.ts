import { randomBytes } from 'node:crypto';
import { said } from '#protocol/language/say.ts';
import type { CreateRepeat, RepeatRecord, RepeatSummary, RepeatView } from '#protocol/repeat.ts';
import { LabError } from '../errors.ts';
import { Repeat } from './repeat.ts';
import type { RepeatStore } from './repeat-store.ts';
import { watchKept } from './repeat-view.ts';
import type { Runs } from './runs.ts';
import type { TrialTimes } from './trial.ts';
import { TRIAL_TIMES } from './trial.ts';
import type { WatchableRepeat } from './watchable-repeat.ts';

/** Repeats that go on at once, at most: more of them would measure each other. */
const MAX_GOING_ON = 2;
/** Repeats in the list. */
const MAX_LISTED = 100;

export interface RepeatsOptions {
  runs: Runs;
  store: RepeatStore;
  /** Told where a repeat could not be written down: it can be looked at as long as the lab runs. */
  failed(error: unknown): void;
  times?: TrialTimes;
  /** From 0 to less than 1. */
  random?(): number;
}

/** Every repeat of this lab: those that it made, and those that were kept. */
export class Repeats {
  readonly #options: RepeatsOptions;
  readonly #repeats = new Map<string, Repeat>();
  #starting = 0;
  #closed = false;

  constructor(options: RepeatsOptions) {
    this.#options = options;
  }

  /**
   * Makes a repeat and begins with its first trial; it answers before the containers are ready.
   * @throws LabError where the first trial cannot be made
   */
  async create({ trials, ...command }: CreateRepeat, owner: string | null): Promise<Repeat> {
    const goingOn = [...this.#repeats.values()].filter(({ isOver }) => !isOver).length + this.#starting;
    if (goingOn >= MAX_GOING_ON) {
      const message = said(
        '{most} repeats are going on, and more would disturb what they measure: wait for one, or stop it.',
        { most: MAX_GOING_ON },
      );
      throw new LabError('too-many-repeats', message);
    }
    this.#starting += 1;
    try {
      const { runs, times = TRIAL_TIMES, random = Math.random } = this.#options;
      const first = await runs.create(command, owner);
      const id = randomBytes(4).toString('hex');
      const repeat = new Repeat({
        id,
        owner,
        trials,
        first,
        command: { ...command, engine: first.view().engine },
        create: (again, by) => runs.create(again, by),
        times,
        random,
        keep: (record) => this.#keep(record, owner),
      });
      this.#repeats.set(id, repeat);
      void repeat.ended.then(() => this.#release(id));
      if (this.#closed) await repeat.dispose();
      return repeat;
    } finally {
      this.#starting -= 1;
    }
  }

  /** Newest first. */
  list(): RepeatView[] {
    const own = [...this.#repeats.values()].reverse();
    const kept = this.#options.store.list(MAX_LISTED).filter(({ record }) => !this.#repeats.has(record.id));
    return [...own, ...kept.map(watchKept)].slice(0, MAX_LISTED).map((repeat) => repeat.view());
  }

  /** The repeats of one scenario in a line each, newest first. */
  summaries(scenarioId: string): RepeatSummary[] {
    return this.#options.store
      .list(MAX_LISTED)
      .filter(({ record }) => record.scenarioId === scenarioId)
      .map(({ record: { id, startedAt, trials, status, results } }) => {
        return { id, startedAt, trials, status, done: results.filter(({ state }) => state !== 'stopped').length };
      });
  }

  /** @throws LabError `not-found` */
  get(id: string): WatchableRepeat {
    const own = this.#repeats.get(id);
    if (own !== undefined) return own;
    const kept = this.#options.store.get(id);
    if (kept === null)
      throw new LabError(
        'not-found',
        said('There is no repeat {repeat}: it was removed. Start a new one.', { repeat: id }),
      );
    return watchKept(kept);
  }

  /** Ends the trial that goes on and keeps what there is; nothing happens to a repeat that is over. @throws LabError `not-found` */
  async stop(id: string): Promise<WatchableRepeat> {
    const repeat = this.get(id);
    await this.#repeats.get(id)?.stop();
    return repeat;
  }

  /** Stops a repeat and forgets it; the runs of its trials stay. @throws LabError `not-found` */
  async remove(id: string): Promise<void> {
    await this.stop(id);
    this.#repeats.delete(id);
    this.#options.store.remove(id);
  }

  /** Stops every repeat at once and takes no new one. */
  async dispose(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#repeats.values()].map((repeat) => repeat.dispose()));
  }

  /** Forgets a repeat that is over, where it was kept as it is; who looks at it goes on looking. */
  #release(id: string): void {
    if (this.#options.store.get(id)?.record.status !== 'running') this.#repeats.delete(id);
  }

  #keep(record: RepeatRecord, owner: string | null): void {
    const { store, failed } = this.#options;
    try {
      store.put({ record, owner });
    } catch (error) {
      failed(error);
    }
  }
}
