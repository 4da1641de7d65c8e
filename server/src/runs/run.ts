import type { EngineKind } from '#protocol/engine.ts';
import type { LaneId, RunId } from '#protocol/ids.ts';
import type { Said } from '#protocol/language/say.ts';
import { english, said, told } from '#protocol/language/say.ts';
import type { Comparison, RunEvent, RunEventKind, RunStatus, RunView } from '#protocol/run.ts';
import type { Termination } from '#protocol/termination.ts';
import { monotonicMs } from '../clock.ts';
import type { Engine } from '../engines/engine.ts';
import { LabError, toLabError } from '../errors.ts';
import { compare } from '../ledger/comparison.ts';
import { distinctLabels } from '../ledger/labels.ts';
import type { TrafficThread } from '../traffic/traffic-thread.ts';
import { settledWithin } from '../waiting.ts';
import type { LaneObserver } from './lane.ts';
import { Lane } from './lane.ts';
import { Paced } from './paced.ts';
import type { RunPlan } from './plan.ts';
import { RunClock } from './run-clock.ts';
import { toldLabel, toldRun } from './told-run.ts';
import type { WatchableRun } from './watchable.ts';

const STILL_PREPARING = said('The containers are still being prepared: wait until the run is ready.');
/** Between the start command and the first request: long enough for the traffic thread to have every lane's plan. */
const START_LEAD_MS = 30;
/** Between a stop and the last request that may be due: every lane must hear of it before that instant. */
const STOP_LEAD_MS = 50;
/** How long the traffic goes on after the last lane's exit, unless told otherwise: what comes too late is part of the picture. */
const AFTER_EXIT_MS = 2_000;
/** How long a last request may try to connect to a container that has ended. */
const CONNECT_PATIENCE_MS = 300;
/** How long a finished run waits for the answers to what is still in flight. */
const FINISH_PATIENCE_MS = 2_000;

export interface RunContext {
  id: RunId;
  plan: RunPlan;
  engine: Engine;
  engineKind: EngineKind;
  thread: TrafficThread;
  /** The learner who made it; null for a script. */
  owner: string | null;
  /** How long the traffic goes on after the last lane's exit, in milliseconds. */
  afterExitMs?: number | undefined;
}

/** One execution of a scenario: its lanes start together and get the same schedule of requests. */
export class Run implements WatchableRun {
  readonly id: RunId;
  readonly owner: string | null;
  readonly lanes: readonly Lane[];
  readonly #context: RunContext;
  readonly #clock = new RunClock();
  readonly #startedAt = new Date(this.#clock.startedAtMs).toISOString();
  readonly #events: RunEvent[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #unfinished = new AbortController();
  #status: RunStatus = 'preparing';
  #version = 1;
  #name: string | null = null;
  #error: LabError | null = null;
  #trafficStartedAt: number | null = null;
  #trafficEndedAt: number | null = null;
  #trafficDone: Promise<void> = Promise.resolve();
  #trafficStopping = false;
  #finishing: Promise<void> | null = null;
  #sealed = false;
  readonly #compared = new Paced<Comparison>();

  constructor(context: RunContext) {
    this.#context = context;
    this.id = context.id;
    this.owner = context.owner;
    const observer: LaneObserver = {
      changed: () => this.#changed(),
      happened: (kind, lane, what) => this.#laneHappened(kind, lane, what),
      over: () => this.#laneOver(),
    };
    this.lanes = context.plan.lanes.map((plan) => new Lane(plan, context.id, this.#clock, observer));
    const scenario = { text: context.plan.scenario.title };
    this.#happened('run:created', null, said('The run of "{scenario}" was created.', { scenario }));
  }

  get status(): RunStatus {
    return this.#status;
  }

  /** Whether nothing of it can change any more: its containers are gone and every request has its outcome. */
  get isSealed(): boolean {
    return this.#sealed;
  }

  /** Whether anything was done with it: requests were sent, or a signal. */
  get wasUsed(): boolean {
    return this.#trafficStartedAt !== null || this.lanes.some(({ wasEnded }) => wasEnded);
  }

  get isOver(): boolean {
    return this.#status === 'finished' || this.#status === 'invalid';
  }

  get version(): number {
    return this.#version;
  }

  /** Whether nothing was done with it yet: it prepares or is ready, and neither traffic nor a signal was sent. */
  get isUntouched(): boolean {
    if (this.#finishing !== null) return false;
    const isWaiting = this.#status === 'preparing' || this.#status === 'ready';
    return isWaiting && this.lanes.every(({ state }) => state === 'preparing' || state === 'ready');
  }

  /** Calls back after every change; the answer ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  rename(name: string | null): void {
    this.#name = name;
    this.#changed();
  }

  /** Aborted when the run comes to its end: nothing is asked of its containers any more. */
  get ending(): AbortSignal {
    return this.#unfinished.signal;
  }

  get startedAt(): string {
    return this.#startedAt;
  }

  /** @throws LabError `run-over` */
  assertGoingOn(): void {
    if (this.isOver || this.#finishing !== null) {
      throw new LabError(
        'run-over',
        said('This run is over: its containers are gone. Start a new one to try again.'),
      );
    }
  }

  lane(id: LaneId): Lane {
    const lane = this.lanes.find(({ plan }) => plan.id === id);
    if (lane === undefined) throw new LabError('not-found', said('This run has no lane {lane}.', { lane: id }));
    return lane;
  }

  /** Prepares every lane at once; the run is ready when all are. Never rejects: a failure makes the run invalid. */
  async prepare(): Promise<void> {
    this.#context.thread.warmUp();
    await Promise.all(this.lanes.map((lane) => lane.prepare(this.#context.engine, this.#unfinished.signal)));
    if (this.#status !== 'preparing' || this.#finishing !== null) return;
    this.#status = 'ready';
    this.#changed();
  }

  /** Begins the traffic of every lane at the same instant, by the same schedule. @throws LabError */
  start(): void {
    this.assertGoingOn();
    if (this.#status === 'preparing') {
      throw new LabError('run-not-ready', STILL_PREPARING);
    }
    if (this.#status === 'running')
      throw new LabError('already-started', said('The traffic of this run has already begun.'));
    const startAt = monotonicMs() + START_LEAD_MS;
    const { thread, plan } = this.#context;
    this.#status = 'running';
    this.#trafficStartedAt = this.#clock.at(startAt);
    const done = Promise.all(this.lanes.map((lane) => lane.begin(thread, plan.traffic, startAt)));
    this.#trafficDone = done.then(
      () => this.#trafficEnded(),
      (thrown: unknown) => this.#invalidate(toLabError(thrown)),
    );
    this.#happened('run:started', null, said('The traffic of every lane began.'));
    this.#stopTrafficAfterExits();
  }

  /** Sends one lane a termination. Resolves when the engine has accepted it. @throws LabError */
  async terminateLane(laneId: LaneId, termination: Termination): Promise<void> {
    this.assertGoingOn();
    await this.lane(laneId).terminate(termination);
  }

  /** Sends every lane that was not sent one yet its own termination, at the same instant. @throws LabError */
  async terminate(): Promise<void> {
    this.assertGoingOn();
    if (this.#status === 'preparing') {
      throw new LabError('lane-not-ready', STILL_PREPARING);
    }
    const lanes = this.lanes.filter((lane) => lane.awaitsTermination);
    if (lanes.length === 0) {
      throw new LabError(
        'already-terminated',
        said('Every lane was already sent a termination: reset the run to try again.'),
      );
    }
    await Promise.all(lanes.map((lane) => lane.terminate(lane.plan.termination)));
  }

  /** Stops the traffic, removes the containers and seals the run. Safe to call twice: both wait for the same end. Never rejects. */
  async finish(): Promise<void> {
    this.#finishing ??= this.#finish();
    await this.#finishing;
  }

  /** Ends the run at once, whatever it does: for the lab's own end. */
  async dispose(): Promise<void> {
    // What was still to be seen nobody will see.
    if (this.#status === 'running' && this.#finishing === null) {
      this.#invalidate(new LabError('shutting-down', said('The lab was ended in the middle of this run.')));
    }
    this.#unfinished.abort();
    for (const lane of this.lanes) lane.abandonTraffic();
    await this.finish();
  }

  view(exact = true): RunView {
    const { plan, engineKind, engine } = this.#context;
    return toldRun({
      id: this.id,
      scenarioId: plan.scenario.id,
      scenarioTitle: plan.scenario.title,
      engine: engineKind,
      startedAt: this.#startedAt,
      status: this.#status,
      name: this.#name,
      imported: false,
      version: this.#version,
      now: this.#clock.now(),
      traffic: plan.traffic,
      trafficStartedAtMs: this.#trafficStartedAt ?? undefined,
      trafficEndedAtMs: this.#trafficEndedAt ?? undefined,
      lanes: this.lanes.map((lane) => this.#laneView(lane, exact)),
      events: [...this.#events],
      comparison: this.#comparison(exact),
      error: this.#error?.toRecord(),
      limits: engine.limits.map(english),
      limitsSaid: [...engine.limits],
      changes: plan.changes,
    });
  }

  /** An invalid run judges nothing: what it did not see, and so what it lost, it does not know. */
  #laneView(lane: Lane, exact: boolean) {
    const view = lane.view(exact || this.isOver);
    return this.#status === 'invalid'
      ? { ...view, counts: { ...view.counts, lost: null }, verdict: undefined }
      : view;
  }

  #comparison(exact: boolean): Comparison | undefined {
    if (this.#status === 'invalid' || !this.lanes.some(({ hasVerdict }) => hasVerdict)) return undefined;
    const states = this.lanes
      .map((lane) => `${lane.ledger.version} ${lane.state} ${lane.logComplete} ${lane.isAsked} ${lane.endLabel}`)
      .join();
    return this.#compared.get(states, exact || this.isOver, () => this.#compare());
  }

  #compare(): Comparison {
    const labels = distinctLabels(
      this.lanes.map(({ title, endLabel }) => ({ title: told(title), label: toldLabel(endLabel) })),
    );
    return compare(
      this.lanes.map((lane, index) => ({
        laneId: lane.id,
        label: labels[index] ?? told(lane.title),
        facts: lane.facts(),
        counts: lane.counts(),
        verdict: lane.verdict() ?? null,
        failed: lane.state === 'failed',
        closed: this.#context.plan.traffic.model === 'closed',
      })),
    );
  }

  async #finish(): Promise<void> {
    this.#unfinished.abort();
    for (const lane of this.lanes) lane.callOff();
    this.#stopTraffic(monotonicMs() + STOP_LEAD_MS);
    if (!(await settledWithin(this.#trafficDone, FINISH_PATIENCE_MS))) {
      for (const lane of this.lanes) lane.abandonTraffic();
    }
    // Before any container goes: what its removal cuts would look like the container's own doing.
    await settledWithin(this.#trafficDone, FINISH_PATIENCE_MS);
    await Promise.all(this.lanes.map((lane) => this.#removeLane(lane)));
    await this.#trafficDone;
    this.#sealed = true;
    if (this.isOver) {
      this.#changed();
      return;
    }
    this.#status = 'finished';
    this.#happened('run:finished', null, said('The run is finished; its containers are removed.'));
  }

  /** A container that cannot be removed now, because its engine is gone, must not keep the run from its end. */
  async #removeLane(lane: Lane): Promise<void> {
    try {
      await lane.dispose();
    } catch (thrown) {
      const values = { container: lane.name, reason: toLabError(thrown).said };
      const what = said(
        '{container} could not be removed now: {reason} The lab tries again when it ends, or at its next start.',
        values,
      );
      this.#happened('lane:left-behind', lane.plan.id, what);
    }
  }

  #stopTraffic(at: number): void {
    if (this.#trafficStopping) return;
    this.#trafficStopping = true;
    for (const lane of this.lanes) lane.stopTraffic(at);
  }

  /** When the last lane has ended, the traffic goes on a little and stops for all lanes at one instant. */
  #stopTrafficAfterExits(): void {
    if (this.#trafficStartedAt === null || !this.lanes.every((lane) => lane.isOver)) return;
    const { afterExitMs = AFTER_EXIT_MS } = this.#context;
    this.#stopTraffic(monotonicMs() + afterExitMs + STOP_LEAD_MS);
    // The address of a container that is gone may say nothing for seconds: by then the kernel itself gives up (EHOSTUNREACH).
    const giveUp = () => {
      for (const lane of this.lanes) lane.giveUpConnecting();
    };
    setTimeout(giveUp, afterExitMs + STOP_LEAD_MS + CONNECT_PATIENCE_MS).unref();
  }

  #trafficEnded(): void {
    this.#trafficEndedAt = this.#clock.now();
    this.#happened('traffic:ended', null, said('The traffic ended: every request has its outcome.'));
    this.#finishWhenOver();
  }

  /** Nothing is left to see when every lane has ended and every request has an outcome. */
  #finishWhenOver(): void {
    const trafficOver = this.#trafficStartedAt === null || this.#trafficEndedAt !== null;
    if (trafficOver && this.lanes.every((lane) => lane.isOver)) void this.#lookBack();
  }

  /** Asks the services what survived, where the scenario restarts them, and finishes. Never rejects. */
  async #lookBack(): Promise<void> {
    // Given up where the run is finished meanwhile: then nobody waits for the answer.
    await Promise.all(this.lanes.map((lane) => lane.lookBack(this.#unfinished.signal).catch(() => undefined)));
    await this.finish();
  }

  #laneHappened(kind: RunEventKind, lane: Lane, what: Said): void {
    this.#happened(kind, lane.plan.id, what);
    if (kind === 'lane:failed' && lane.state === 'failed' && lane.error !== null) this.#invalidate(lane.error);
  }

  #laneOver(): void {
    this.#changed();
    this.#stopTrafficAfterExits();
    this.#finishWhenOver();
  }

  /** What cannot be observed to its end proves nothing: the run says so and removes what it can. */
  #invalidate(error: LabError): void {
    if (this.isOver) return;
    this.#status = 'invalid';
    this.#error = error;
    this.#happened('run:invalidated', null, said('The run proves nothing: {reason}', { reason: error.said }));
    void this.finish();
  }

  #happened(kind: RunEventKind, laneId: LaneId | null, what: Said): void {
    const seq = this.#events.length + 1;
    this.#events.push({ seq, at: this.#clock.now(), kind, laneId, text: english(what), said: what });
    this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
