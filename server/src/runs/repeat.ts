import type { Said } from '#protocol/language/say.ts';
import { english, said } from '#protocol/language/say.ts';
import type { RepeatRecord, RepeatView, Trial, TrialStep } from '#protocol/repeat.ts';
import type { CreateRun } from '#protocol/run.ts';
import { monotonicMs } from '../clock.ts';
import { LabError, toLabError } from '../errors.ts';
import { distinctLabels } from '../ledger/labels.ts';
import { viewRepeat } from './repeat-view.ts';
import type { Run } from './run.ts';
import type { TrialTimes } from './trial.ts';
import { carryOut } from './trial.ts';
import type { WatchableRepeat } from './watchable-repeat.ts';

/** So many broken trials in a row stop a repeat: what breaks them would break the others, too. */
const MAX_BROKEN_IN_A_ROW = 3;

export interface RepeatOptions {
  id: string;
  owner: string | null;
  trials: number;
  /** The first trial's run, which shows that the others can be made. */
  first: Run;
  /** The engine that the first trial runs on is named in it: a default that changes meanwhile changes nothing. */
  command: CreateRun;
  /** Makes the run of the next trial. @throws LabError */
  create(command: CreateRun, owner: string | null): Promise<Run>;
  times: TrialTimes;
  /** From 0 to less than 1. */
  random(): number;
  /** Told of the repeat as it is, after each trial and at its end. */
  keep(record: RepeatRecord): void;
}

/** A scenario that is run again and again, one trial at a time, until all are done or it is stopped. */
export class Repeat implements WatchableRepeat {
  readonly id: string;
  readonly owner: string | null;
  /** Settles when it is over and the containers of its last trial are gone. Never rejects. */
  readonly ended: Promise<void>;
  readonly #options: Omit<RepeatOptions, 'first'>;
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<() => void>();
  #record: RepeatRecord;
  #current: { number: number; run: Run; step: TrialStep } | null = null;
  #version = 1;

  constructor({ first, ...options }: RepeatOptions) {
    this.#options = options;
    this.id = options.id;
    this.owner = options.owner;
    this.#record = firstRecord({ first, ...options });
    options.keep(this.#record);
    this.ended = this.#work(first);
  }

  get isOver(): boolean {
    return this.#record.status !== 'running';
  }

  get version(): number {
    return this.#version;
  }

  view(): RepeatView {
    const current = this.#current;
    return viewRepeat(this.#record, {
      version: this.#version,
      current: current === null ? null : { number: current.number, runId: current.run.id, step: current.step },
      isStopping: this.#stopping.signal.aborted && !this.isOver,
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the trial that goes on and keeps what there is; resolves when its containers are gone. Safe to call twice. Never rejects. */
  async stop(reason = said('It was stopped by hand.')): Promise<void> {
    this.#abort(reason);
    await this.ended;
  }

  /** The same at once, whatever the trial does: for the lab's own end. */
  async dispose(): Promise<void> {
    this.#abort(said('The lab ended.'));
    await this.#current?.run.dispose();
    await this.ended;
  }

  #abort(reason: Said): void {
    if (this.#stopping.signal.aborted || this.isOver) return;
    this.#stopping.abort(new LabError('run-over', reason));
    this.#changed();
  }

  async #work(first: Run): Promise<void> {
    const { trials } = this.#options;
    let stopReason: Said | null = null;
    for (let number = 1; number <= trials && stopReason === null; number += 1) {
      const trial = await this.#trial(number, number === 1 ? first : null);
      if (trial !== null) {
        this.#record = { ...this.#record, results: [...this.#record.results, trial] };
        this.#options.keep(this.#record);
      }
      stopReason = this.#whyStop();
      this.#current = null;
      this.#changed();
    }
    const isWhole = this.#record.results.filter(({ state }) => state !== 'stopped').length === trials;
    this.#record = isWhole
      ? { ...this.#record, status: 'finished' }
      : { ...this.#record, status: 'stopped', ...keptReason(stopReason) };
    this.#options.keep(this.#record);
    this.#changed();
  }

  /** @returns null where it was stopped before its run was made */
  async #trial(number: number, made: Run | null): Promise<Trial | null> {
    const { random, times, create, command } = this.#options;
    const began = monotonicMs();
    const jitterMs = Math.round(random() * times.jitter);
    const common = { number, jitterMs };
    let run: Run;
    try {
      run = made ?? (await create(command, this.owner));
    } catch (thrown) {
      if (this.#stopping.signal.aborted) return null;
      const reason = toLabError(thrown).toRecord();
      return { ...common, state: 'broken', tookMs: monotonicMs() - began, runId: null, reason };
    }
    const outcome = await carryOut(run, {
      jitterMs,
      times,
      abortSignal: this.#stopping.signal,
      began: (step) => {
        this.#current = { number, run, step };
        this.#changed();
      },
    });
    return { ...common, ...outcome, tookMs: monotonicMs() - began, runId: run.id };
  }

  #whyStop(): Said | null {
    const { signal } = this.#stopping;
    if (signal.aborted) return toLabError(signal.reason).said;
    const latest = this.#record.results.slice(-MAX_BROKEN_IN_A_ROW);
    const last = latest.at(-1);
    if (last?.state !== 'broken') return null;
    const { code, message, said: reason = { text: message } } = last.reason;
    if (code === 'engine-unavailable' || code === 'shutting-down') return reason;
    const isHopeless = latest.length === MAX_BROKEN_IN_A_ROW && latest.every(({ state }) => state === 'broken');
    if (!isHopeless) return null;
    return said('{count} trials in a row were broken, the last because: {reason}', {
      count: MAX_BROKEN_IN_A_ROW,
      reason,
    });
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** Why it was stopped, as it is kept. */
function keptReason(reason: Said | null): Pick<RepeatRecord, 'stopReason' | 'stopSaid'> {
  return reason === null ? { stopReason: null } : { stopReason: english(reason), stopSaid: reason };
}

function firstRecord({ id, trials, first }: RepeatOptions): RepeatRecord {
  const { scenarioId, scenarioTitle, engine, startedAt, traffic, changes, lanes } = first.view();
  const labels = distinctLabels(first.lanes.map(({ title, plan }) => ({ title: english(title), label: plan.label })));
  return {
    id,
    scenarioId,
    scenarioTitle,
    engine,
    startedAt,
    trials,
    status: 'running',
    stopReason: null,
    traffic,
    changes,
    lanes: lanes.map((lane, index) => ({
      id: lane.id,
      label: labels[index] ?? lane.label,
      summary: lane.container.summary,
      termination: lane.termination,
      standInFor: lane.container.standInFor,
    })),
    results: [],
  };
}
