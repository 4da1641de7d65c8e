import { randomBytes } from 'node:crypto';
import { readEvidence } from '#protocol/evidence.ts';
import type { ComparedLanes, HistoryView, LaneReference, RunSummary } from '#protocol/history.ts';
import type { LaneId } from '#protocol/ids.ts';
import { LANE_IDS } from '#protocol/ids.ts';
import type { Language } from '#protocol/language/languages.ts';
import type { Said } from '#protocol/language/say.ts';
import { named, said } from '#protocol/language/say.ts';
import { inLanguage } from '#protocol/language/speaking.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { Change } from '#protocol/run.ts';
import type { LogFind } from '#protocol/socket.ts';
import { isOwnerAlive } from '../engines/instance.ts';
import { LabError } from '../errors.ts';
import { compare } from '../ledger/comparison.ts';
import { comparedLanes, KeptRun } from '../runs/kept-run.ts';
import type { Observed } from '../runs/observed.ts';
import { observe } from '../runs/observed.ts';
import type { Run } from '../runs/run.ts';
import type { Runs } from '../runs/runs.ts';
import { toldChange } from '../runs/told-run.ts';
import type { WatchableRun } from '../runs/watchable.ts';
import { interrupted } from './interrupted.ts';
import { KeptRepeats } from './kept-repeats.ts';
import { KeptRuns } from './kept-runs.ts';
import type { ProgressTable } from './progress-table.ts';
import { Recorder } from './recorder.ts';
import { MAX_UNNAMED, Store } from './store.ts';
import { summaryOf, toldSummary } from './summary.ts';

/** A program says two lines of a request; one that was asked again, and replicas, say a few more. */
const MAX_FOUND = 20;

export interface HistoryOptions {
  /** The file; it is made where it is missing. */
  path: string;
  runs: Runs;
  /** This lab, as `createInstance` names its process. */
  observer: string;
  /** Told where a run could not be written down: it can be looked at as long as the lab runs. */
  failed(error: unknown): void;
}

/** Every run that this lab has seen: those that go on, and those that were kept. */
export class History implements Disposable {
  readonly repeats: KeptRepeats;
  readonly #options: HistoryOptions;
  readonly #store: Store;
  readonly #recorders = new Map<string, Recorder>();
  readonly #kept: KeptRuns;
  /** Runs of dead labs that are being marked. */
  readonly #marking = new Map<string, Promise<boolean>>();

  /** @throws LabError where the file cannot be used */
  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#store = new Store(options.path);
    this.#kept = new KeptRuns(this.#store, options.observer);
    this.repeats = new KeptRepeats(this.#store.repeats, options.observer);
    options.runs.onCreated((run) => this.#record(run));
  }

  /** What each learner has of the course. */
  get progress(): ProgressTable {
    return this.#store.progress;
  }

  /** Marks the runs that a lab was observing when it died, and forgets those that it was importing. @returns the ids of the marked */
  async markInterrupted(): Promise<string[]> {
    const marked: string[] = [];
    for (const { id } of this.#store.runs.unsealed()) if (await this.#markIfDead(id)) marked.push(id);
    return marked;
  }

  /** A run that goes on or was kept. @throws LabError `not-found` */
  async get(id: string): Promise<WatchableRun> {
    const live = this.#options.runs.find(id);
    if (live !== null) return live;
    // Whoever asks before the marking has come to it must not see a dead run as one that goes on.
    await this.#markIfDead(id);
    return (await this.#kept.get(id)) ?? refuse(id);
  }

  /** The learner who made a run; null for a script. Its rows need not be read for it. @throws LabError `not-found` */
  ownerOf(id: string): string | null {
    const run = this.#options.runs.find(id);
    const owner = run === null ? this.#kept.ownerOf(id) : run.owner;
    return owner === undefined ? refuse(id) : owner;
  }

  /** Newest first; what goes on stands above what is over. */
  list(limit: number): HistoryView {
    const going = this.#unsealed().map((run): RunSummary => summaryOf(run.view(false)));
    const kept = this.#store.runs.summaries(Math.max(0, limit - going.length)).map(toldSummary);
    const total = going.length + this.#store.runs.count;
    return { runs: [...going, ...kept].slice(0, limit), total, keepsUnnamed: MAX_UNNAMED };
  }

  /** The same with whole views, for scripts. */
  views(limit: number): unknown[] {
    const { runs } = this.#options;
    const live = runs.list();
    const ids = new Set<unknown>(live.map(({ id }) => id));
    const kept = this.#store.runs.views(limit).filter((view) => !ids.has(idOf(view)));
    return [...live.map((run) => run.view()), ...kept].slice(0, limit);
  }

  /** Gives a run a name; an empty one takes it away. @throws LabError `not-found` */
  async rename(id: string, name: string): Promise<WatchableRun> {
    const run = await this.get(id);
    const given = name === '' ? null : name;
    this.#options.runs.find(id)?.rename(given);
    if (run instanceof KeptRun) run.rename(given);
    this.#store.runs.rename(id, given);
    return run;
  }

  /** Ends a run that goes on, and forgets it for good. @throws LabError `not-found` */
  async remove(id: string): Promise<void> {
    this.ownerOf(id);
    if (this.#options.runs.find(id) !== null) await this.#options.runs.remove(id);
    this.#kept.remove(id);
  }

  /** Keeps a run of another lab; one whose id is taken gets another. */
  async take(observed: Observed): Promise<WatchableRun> {
    const { record } = observed;
    const id = this.#has(record.id) ? this.#freeId() : record.id;
    return await this.#kept.keep({ ...observed, record: { ...record, id } });
  }

  /** Puts lanes of any runs side by side: what stands first becomes lane a. @throws LabError `not-found` */
  async compare(references: readonly LaneReference[], language: Language = 'en'): Promise<ComparedLanes> {
    const runs = await Promise.all(references.map(({ runId }) => this.get(runId)));
    return inLanguage(language, () => this.#compare(references, runs));
  }

  #compare(references: readonly LaneReference[], runs: readonly WatchableRun[]): ComparedLanes {
    const changes: Change[] = [];
    const isOneRun = references.every(({ runId }) => runId === references[0]?.runId);
    const lanes = references.map(({ runId, laneId }, index) => {
      const observed = observe(runs[index] ?? refuse(runId));
      const lane = comparedLanes(observed).find((candidate) => candidate.laneId === laneId);
      if (lane === undefined) throw new LabError('not-found', noLane(runId, laneId));
      const name = observed.name ?? named(observed.record.scenarioTitle);
      const here = LANE_IDS[index] ?? laneId;
      const own = observed.record.changes.filter((change) => change.laneId === null || change.laneId === laneId);
      changes.push(...own.map((change) => ({ ...toldChange(change), laneId: here })));
      // Lanes of one run are told apart by their own labels.
      const origin = isOneRun ? '' : ` (${name}, ${runId}.${laneId})`;
      return { ...lane, laneId: here, label: `${lane.label}${origin}` };
    });
    return { ...compare(lanes), changes };
  }

  /**
   * What a lane's log says of one request, in order: on disk is more than a run that goes on has at hand, and at hand what is not
   * on disk yet. @throws LabError `not-found`
   */
  async linesOfRequest({ runId, laneId, request }: LogFind): Promise<LaneLogLine[]> {
    const lane = (await this.get(runId)).lanes.find(({ id }) => id === laneId);
    if (lane === undefined) throw new LabError('not-found', noLane(runId, laneId));
    const kept = this.#store.linesOfRequest(runId, laneId, request, MAX_FOUND);
    const last = kept.at(-1)?.seq ?? 0;
    const atHand = lane.log
      .after(0, Number.POSITIVE_INFINITY)
      .lines.filter(({ seq, text }) => seq > last && readEvidence(text)?.number === request);
    return [...kept, ...atHand].slice(0, MAX_FOUND);
  }

  /** Writes down what goes on, and closes the file. */
  [Symbol.dispose](): void {
    for (const recorder of this.#recorders.values()) recorder[Symbol.dispose]();
    this.#store[Symbol.dispose]();
  }

  /** @returns whether it marked the run as interrupted, once for all who ask at once */
  #markIfDead(id: string): Promise<boolean> {
    const marking = this.#marking.get(id) ?? this.#mark(id).finally(() => this.#marking.delete(id));
    this.#marking.set(id, marking);
    return marking;
  }

  async #mark(id: string): Promise<boolean> {
    const observer = this.#store.runs.observerOf(id);
    // What this lab itself is writing now is not dead.
    if (observer === null || observer === this.#options.observer || (await isOwnerAlive(observer))) return false;
    const observed = await this.#store.read(id);
    if (observed === null) return false;
    if (observed.imported) {
      // Its file is still where it was imported from.
      this.#kept.remove(id);
      return false;
    }
    this.#kept.close(interrupted(observed));
    return true;
  }

  #record(run: Run): void {
    const { observer, runs, failed } = this.#options;
    const recorder = new Recorder({
      run,
      store: this.#store,
      observer,
      // It is on disk then: whoever wants to see it reads it from there.
      sealed: () => runs.release(run.id),
      ended: () => this.#recorders.delete(run.id),
      failed,
    });
    this.#recorders.set(run.id, recorder);
  }

  #unsealed(): Run[] {
    return this.#options.runs.list().filter((run) => run.wasUsed && this.#recorders.has(run.id));
  }

  #has(id: string): boolean {
    return this.#options.runs.find(id) !== null || this.#store.runs.get(id) !== null;
  }

  #freeId(): string {
    const id = randomBytes(4).toString('hex');
    return this.#has(id) ? this.#freeId() : id;
  }
}

function noLane(run: string, lane: LaneId): Said {
  return said('The run {run} has no lane {lane}.', { run, lane });
}

function refuse(id: string): never {
  throw new LabError('not-found', said('There is no run {run}: it was removed. Start a new one.', { run: id }));
}

function idOf(view: unknown): unknown {
  return typeof view === 'object' && view !== null && 'id' in view ? view.id : null;
}
