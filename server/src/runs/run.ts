import type { EngineKind } from '#protocol/engine.ts';
import type { LaneId, RunId } from '#protocol/ids.ts';
import type { RunEvent, RunEventKind, RunStatus, RunView } from '#protocol/run.ts';
import type { Termination } from '#protocol/termination.ts';
import { monotonicMs } from '../clock.ts';
import type { Engine } from '../engines/engine.ts';
import { LabError, toLabError } from '../errors.ts';
import { compare } from '../ledger/comparison.ts';
import type { TrafficThread } from '../traffic/traffic-thread.ts';
import type { LaneObserver } from './lane.ts';
import { Lane } from './lane.ts';
import type { RunPlan } from './plan.ts';
import { RunClock } from './run-clock.ts';
import { settledWithin } from './waiting.ts';

/** Between the start command and the first request: long enough for the traffic thread to have every lane's plan. */
const START_LEAD_MS = 30;
/** Between a stop and the last request that may be due: every lane must hear of it before that instant. */
const STOP_LEAD_MS = 50;
/** How long the traffic goes on after the last lane's exit: what comes too late is part of the picture. */
const AFTER_EXIT_MS = 2_000;
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
}

/** One execution of a scenario: its lanes start together and get the same schedule of requests. */
export class Run {
  readonly id: RunId;
  readonly owner: string | null;
  readonly lanes: readonly Lane[];
  readonly #context: RunContext;
  readonly #clock = new RunClock();
  readonly #startedAt = new Date().toISOString();
  readonly #events: RunEvent[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #preparing = new AbortController();
  #status: RunStatus = 'preparing';
  #version = 1;
  #error: LabError | null = null;
  #trafficStartedAt: number | null = null;
  #trafficEndedAt: number | null = null;
  #trafficDone: Promise<void> = Promise.resolve();
  #trafficStopping = false;
  #finishing: Promise<void> | null = null;

  constructor(context: RunContext) {
    this.#context = context;
    this.id = context.id;
    this.owner = context.owner;
    const observer: LaneObserver = {
      changed: () => this.#changed(),
      happened: (kind, lane, text) => this.#laneHappened(kind, lane, text),
    };
    this.lanes = context.plan.lanes.map((plan) => new Lane(plan, context.id, this.#clock, observer));
    this.#happened('run:created', null, `The run of "${context.plan.scenario.title}" was created.`);
  }

  get status(): RunStatus {
    return this.#status;
  }

  get isOver(): boolean {
    return this.#status === 'finished' || this.#status === 'invalid';
  }

  get version(): number {
    return this.#version;
  }

  /** Calls back after every change; the answer ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  lane(id: LaneId): Lane {
    const lane = this.lanes.find(({ plan }) => plan.id === id);
    if (lane === undefined) throw new LabError('not-found', `This run has no lane ${id}.`);
    return lane;
  }

  /** Prepares every lane at once; the run is ready when all are. Never rejects: a failure makes the run invalid. */
  async prepare(): Promise<void> {
    this.#context.thread.warmUp();
    await Promise.all(this.lanes.map((lane) => lane.prepare(this.#context.engine, this.#preparing.signal)));
    if (this.#status !== 'preparing' || this.#finishing !== null) return;
    this.#status = 'ready';
    this.#changed();
  }

  /** Begins the traffic of every lane at the same instant, by the same schedule. @throws LabError */
  start(): void {
    this.#assertGoingOn();
    if (this.#status === 'preparing') {
      throw new LabError('run-not-ready', 'The containers are still being prepared: wait until the run is ready.');
    }
    if (this.#status === 'running')
      throw new LabError('already-started', 'The traffic of this run has already begun.');
    const startAt = monotonicMs() + START_LEAD_MS;
    const { thread, plan } = this.#context;
    this.#status = 'running';
    this.#trafficStartedAt = this.#clock.at(startAt);
    const done = Promise.all(this.lanes.map((lane) => lane.begin(thread, plan.traffic, startAt)));
    this.#trafficDone = done.then(
      () => this.#trafficEnded(),
      (thrown: unknown) => this.#invalidate(toLabError(thrown)),
    );
    this.#happened('run:started', null, 'The traffic of every lane began.');
    this.#stopTrafficAfterExits();
  }

  /** Sends one lane a termination. Resolves when the engine has accepted it. @throws LabError */
  async terminateLane(laneId: LaneId, termination: Termination): Promise<void> {
    this.#assertGoingOn();
    await this.lane(laneId).terminate(termination);
  }

  /** Sends every lane that was not sent one yet its own termination, at the same instant. @throws LabError */
  async terminate(): Promise<void> {
    this.#assertGoingOn();
    if (this.#status === 'preparing') {
      throw new LabError('lane-not-ready', 'The containers are still being prepared: wait until the run is ready.');
    }
    const lanes = this.lanes.filter((lane) => lane.awaitsTermination);
    if (lanes.length === 0) {
      throw new LabError(
        'already-terminated',
        'Every lane was already sent a termination: reset the run to try again.',
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
    this.#preparing.abort();
    for (const lane of this.lanes) lane.abandonTraffic();
    await this.finish();
  }

  view(): RunView {
    const { plan, engineKind, engine } = this.#context;
    return {
      id: this.id,
      scenarioId: plan.scenario.id,
      scenarioTitle: plan.scenario.title,
      engine: engineKind,
      startedAt: this.#startedAt,
      status: this.#status,
      version: this.#version,
      now: this.#clock.now(),
      traffic: plan.traffic,
      trafficStartedAtMs: this.#trafficStartedAt ?? undefined,
      trafficEndedAtMs: this.#trafficEndedAt ?? undefined,
      lanes: this.lanes.map((lane) => this.#laneView(lane)),
      events: [...this.#events],
      comparison: this.#comparison(),
      error: this.#error?.toView(),
      limits: [...engine.limits],
    };
  }

  /** An invalid run judges nothing: what it did not see it does not know. */
  #laneView(lane: Lane) {
    const view = lane.view();
    return this.#status === 'invalid' ? { ...view, verdict: undefined } : view;
  }

  #comparison() {
    if (this.#status === 'invalid' || !this.lanes.some((lane) => lane.verdict() !== undefined)) return undefined;
    return compare(
      this.lanes.map((lane) => ({
        laneId: lane.plan.id,
        label: this.#labelOf(lane),
        facts: lane.facts(),
        counts: lane.view().counts,
        verdict: lane.verdict() ?? null,
        failed: lane.state === 'failed',
      })),
    );
  }

  /**
   * What the sentence calls a lane: its own label where it was ended as planned, else what ended it; with the lane's name where
   * two would be called the same.
   */
  #labelOf(lane: Lane): string {
    const labels = this.lanes.map((candidate) => candidate.endLabel);
    const label = lane.endLabel;
    return labels.filter((other) => other === label).length > 1 ? `${lane.title} (${label})` : label;
  }

  async #finish(): Promise<void> {
    this.#preparing.abort();
    this.#stopTraffic(monotonicMs() + STOP_LEAD_MS);
    if (!(await settledWithin(this.#trafficDone, FINISH_PATIENCE_MS))) {
      for (const lane of this.lanes) lane.abandonTraffic();
    }
    // Before any container goes: what its removal cuts would look like the container's own doing.
    await settledWithin(this.#trafficDone, FINISH_PATIENCE_MS);
    await Promise.all(this.lanes.map((lane) => this.#removeLane(lane)));
    await this.#trafficDone;
    if (this.isOver) return;
    this.#status = 'finished';
    this.#happened('run:finished', null, 'The run is finished; its containers are removed.');
  }

  /** A container that cannot be removed now, because its engine is gone, must not keep the run from its end. */
  async #removeLane(lane: Lane): Promise<void> {
    try {
      await lane.dispose();
    } catch (thrown) {
      const { message } = toLabError(thrown);
      const text = `${lane.name} could not be removed now: ${message} The lab tries again when it ends, or at its next start.`;
      this.#happened('lane:left-behind', lane.plan.id, text);
    }
  }

  #assertGoingOn(): void {
    if (this.isOver || this.#finishing !== null) {
      throw new LabError('run-over', 'This run is over: its containers are gone. Start a new one to try again.');
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
    this.#stopTraffic(monotonicMs() + AFTER_EXIT_MS + STOP_LEAD_MS);
  }

  #trafficEnded(): void {
    this.#trafficEndedAt = this.#clock.now();
    this.#happened('traffic:ended', null, 'The traffic ended: every request has its outcome.');
    this.#finishWhenOver();
  }

  /** Nothing is left to see when every lane has ended and every request has an outcome. */
  #finishWhenOver(): void {
    const trafficOver = this.#trafficStartedAt === null || this.#trafficEndedAt !== null;
    if (trafficOver && this.lanes.every((lane) => lane.isOver)) void this.finish();
  }

  #laneHappened(kind: RunEventKind, lane: Lane, text: string): void {
    this.#happened(kind, lane.plan.id, text);
    if (kind === 'lane:failed' && lane.state === 'failed' && lane.error !== null) this.#invalidate(lane.error);
    if (kind !== 'lane:exited') return;
    this.#stopTrafficAfterExits();
    this.#finishWhenOver();
  }

  /** What cannot be observed to its end proves nothing: the run says so and removes what it can. */
  #invalidate(error: LabError): void {
    if (this.isOver) return;
    this.#status = 'invalid';
    this.#error = error;
    this.#happened('run:invalidated', null, `The run proves nothing: ${error.message}`);
    void this.finish();
  }

  #happened(kind: RunEventKind, laneId: LaneId | null, text: string): void {
    this.#events.push({ seq: this.#events.length + 1, at: this.#clock.now(), kind, laneId, text });
    this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
