import type { LaneId, RunId } from '#protocol/ids.ts';
import type { LaneState, LaneView, Survival, Verdict } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { english, said } from '#protocol/language/say.ts';
import type { Counts } from '#protocol/request.ts';
import type { RunEventKind } from '#protocol/run.ts';
import type { Termination } from '#protocol/termination.ts';
import type { Traffic } from '#protocol/traffic.ts';
import type { Engine } from '../engines/engine.ts';
import type { LabError } from '../errors.ts';
import { toLabError } from '../errors.ts';
import { Ledger } from '../ledger/ledger.ts';
import type { LaneFacts } from '../ledger/verdict.ts';
import { judge } from '../ledger/verdict.ts';
import type { TrafficHandle, TrafficThread } from '../traffic/traffic-thread.ts';
import type { FleetMember } from './fleet.ts';
import { Fleet } from './fleet.ts';
import { LaneExit } from './lane-exit.ts';
import { LaneLog } from './lane-log.ts';
import type { LanePlan } from './lane-plan.ts';
import { LaneStanding } from './lane-standing.ts';
import { LaneTermination } from './lane-termination.ts';
import { laneTitle } from './lane-title.ts';
import { viewLane } from './lane-view.ts';
import { LaneWatch } from './lane-watch.ts';
import type { LogBuffer } from './log-buffer.ts';
import { Paced } from './paced.ts';
import { requestTemplate } from './request-template.ts';
import type { RunClock } from './run-clock.ts';
import { resending } from './send-again.ts';
import { askSurvival } from './survival.ts';
import type { WatchableLane } from './watchable.ts';

/** What a lane tells its run. */
export interface LaneObserver {
  changed(): void;
  happened(kind: RunEventKind, lane: Lane, what: Said): void;
  /** Nothing of the lane can change any more, but for requests that are still under way. */
  over(): void;
}

/** One side of a run: a container (or a few with a balancer), its traffic, its termination, its verdict. */
export class Lane implements WatchableLane {
  readonly plan: LanePlan;
  readonly name: string;
  readonly title: Said;
  readonly ledger = new Ledger();
  readonly #runId: RunId;
  readonly #clock: RunClock;
  readonly #observer: LaneObserver;
  readonly #standing = new LaneStanding();
  readonly #log: LaneLog;
  readonly #termination: LaneTermination;
  readonly #exit: LaneExit;
  readonly #watch: LaneWatch;
  readonly #verdict = new Paced<Verdict>();
  #fleet: Fleet | null = null;
  #traffic: TrafficHandle | null = null;
  #survival: Survival | null = null;
  #prepared: Promise<void> = Promise.resolve();

  constructor(plan: LanePlan, runId: string, clock: RunClock, observer: LaneObserver) {
    this.plan = plan;
    this.name = `lab-${runId}-${plan.id}`;
    this.title = laneTitle(plan.id);
    this.#runId = runId;
    this.#clock = clock;
    this.#observer = observer;
    const { name, title } = this;
    const standing = this.#standing;
    const log = new LaneLog(this.ledger, clock, () => observer.changed());
    const exit = new LaneExit(clock);
    const happened = (kind: RunEventKind, what: Said) => observer.happened(kind, this, what);
    const service = () => this.#fleet?.service ?? null;
    const mark = (text: string) => log.mark(text);
    this.#termination = new LaneTermination({ plan, name, title, standing, service, mark, happened }, clock);
    this.#watch = new LaneWatch({
      title,
      log,
      standing,
      sent: this.#termination.sent,
      exit,
      happened,
      changed: () => observer.changed(),
      over: () => observer.over(),
      fail: (error) => this.#fail(error),
    });
    this.#log = log;
    this.#exit = exit;
  }

  get log(): LogBuffer {
    return this.#log.buffer;
  }

  get id(): LaneId {
    return this.plan.id;
  }

  get state(): LaneState {
    return this.#standing.state;
  }

  /** What ended the lane, in the words of the page. */
  get endLabel(): string {
    return this.#termination.sent.endLabel(this.plan, this.#exit.exit, english(this.title));
  }

  /** Whether a first termination can be sent now. */
  get awaitsTermination(): boolean {
    const state = this.#standing.sendingState;
    return state === 'ready' || state === 'running';
  }

  /** Whether the lab sent it a signal, or it ended. */
  get wasEnded(): boolean {
    return this.#termination.sent.first !== null || this.#exit.exit !== null;
  }

  get error(): LabError | null {
    return this.#standing.error;
  }

  /** Its containers, the one that is ended first; none before they answer. */
  get members(): readonly FleetMember[] {
    return this.#fleet?.members ?? [];
  }

  /** Builds what is missing and starts the container. Never rejects: a failure becomes the lane's state. */
  prepare(engine: Engine, abortSignal: AbortSignal): Promise<void> {
    this.#prepared = this.#prepare(engine, abortSignal);
    return this.#prepared;
  }

  async #prepare(engine: Engine, abortSignal: AbortSignal): Promise<void> {
    const progress: Parameters<typeof engine.prepare>[1] = (step) => {
      this.#standing.prepares(step);
      this.#observer.changed();
    };
    try {
      this.#fleet = await Fleet.start(engine, this.plan, this.name, progress, abortSignal);
    } catch (thrown) {
      // The run was ended while the lane prepared: nothing is wrong with the lane.
      if (abortSignal.aborted) this.#neverRan();
      else this.#fail(toLabError(thrown));
      return;
    }
    this.#standing.ready();
    this.#watch.follow(this.#fleet);
    const { said: summary } = this.plan.settings;
    this.#happened('lane:ready', said('{lane} is ready: {summary}.', { lane: this.title, summary }));
  }

  /** Begins the traffic; its end settles the promise, after every request has an outcome. */
  begin(thread: TrafficThread, traffic: Traffic, startAt: number): Promise<void> {
    if (this.#fleet === null) return Promise.resolve();
    this.#standing.begin();
    const { host, port } = this.#fleet.address;
    const request = requestTemplate(this.plan, this.#runId);
    this.#traffic = thread.begin(
      { target: { host, port }, request, traffic, origin: this.#clock.origin, startAt },
      (rows) => {
        for (const row of rows) this.ledger.record(row);
        this.#observer.changed();
      },
    );
    return this.#traffic.done;
  }

  /** No request is due after an instant of the monotonic clock. */
  stopTraffic(at: number): void {
    this.#traffic?.stop(at);
  }

  /** Gives up the requests that wait for a connection to a container that has ended: nobody will ever answer them. */
  giveUpConnecting(): void {
    if (this.isOver && this.#exit.cameBackAt === null) this.#traffic?.giveUpConnecting();
  }

  /** Gives up the requests that are still in flight. */
  abandonTraffic(): void {
    this.#traffic?.abandon();
  }

  /**
   * Sends a termination; resolves when the engine has accepted it, or where readiness is taken back first, when that is done.
   * @throws LabError when the lane cannot be ended this way now; EngineLostError
   */
  async terminate(termination: Termination): Promise<void> {
    await this.#termination.send(termination);
  }

  /** A termination that waits for its moment is not sent any more: the run is being finished. */
  callOff(): void {
    this.#termination.callOff();
  }

  /**
   * Starts the container again where the plan asks for it, and asks what it still has; to be called when the lane and its traffic are
   * over. @throws AbortError
   */
  async lookBack(abortSignal: AbortSignal): Promise<void> {
    const service = this.#fleet?.service;
    if (!this.plan.restart || service === undefined || this.#exit.exit === null || this.state !== 'exited') return;
    const { container: program, retry } = this.plan;
    const isBack = this.#exit.cameBackAt !== null;
    const question = {
      program,
      rows: this.ledger.rows(),
      address: async () => (isBack ? await service.cameBack : null) ?? service.startAgain(abortSignal),
      resend: retry === 'none' ? null : resending(requestTemplate(this.plan, this.#runId)),
      now: () => this.#clock.now(),
    };
    this.#survival = await askSurvival(question, abortSignal);
    const lane = this.title;
    const what = isBack
      ? said('{lane} runs again and was asked what it still has.', { lane })
      : said('{lane} was started again and was asked what it still has.', { lane });
    this.#happened('lane:restarted', what);
  }

  /** Removes the containers, in whatever state the lane is. Safe to do twice. @throws EngineLostError */
  async dispose(): Promise<void> {
    this.callOff();
    this.#traffic?.abandon();
    await this.#prepared;
    await this.#watch.remove();
  }

  /** What the verdict and the comparison are drawn from. */
  facts(): LaneFacts {
    const { sent } = this.#termination;
    return {
      rows: this.ledger.rows(),
      terminatedAt: sent.firstAt,
      acceptedAt: sent.acceptedAt,
      termination: sent.first,
      followedAt: sent.followedAt,
      exit: this.#exit.exit,
      exitedAt: this.#exit.exitedAt,
      removed: this.#watch.removed,
      logComplete: this.#watch.logComplete,
      survival: this.#survival,
      proxied: this.#fleet?.address.proxied ?? false,
      balanced: this.plan.balancer !== null,
    };
  }

  /** How its requests came out so far. */
  counts(): Counts {
    return this.ledger.counts(this.facts());
  }

  /** Whether the logs of its containers were read to their last byte. */
  get logComplete(): boolean {
    return this.#watch.logComplete;
  }

  /** Whether it was asked what survived its end. */
  get isAsked(): boolean {
    return this.#survival !== null;
  }

  /** Whether nothing of this lane can change any more, but for requests that are still under way. */
  get isOver(): boolean {
    return (this.state === 'exited' && !this.#exit.awaitsReturn) || this.state === 'failed';
  }

  get hasVerdict(): boolean {
    return this.#exit.exit !== null && this.state !== 'failed';
  }

  /** @param exact as for `view` */
  verdict(exact = true): Verdict | undefined {
    if (!this.hasVerdict) return undefined;
    const key = `${this.ledger.version} ${this.#watch.logComplete} ${this.state} ${this.#survival !== null}`;
    return this.#verdict.get(key, exact, () => judge(this.facts()));
  }

  /** @param exact whether the verdict must follow from every row so far, whatever that costs */
  view(exact = true): LaneView {
    const { plan, name, endLabel, isOver } = this;
    return viewLane({
      plan,
      name,
      endLabel,
      fleet: this.#fleet,
      isOver,
      standing: this.#standing,
      termination: this.#termination,
      exit: this.#exit,
      facts: this.facts(),
      survival: this.#survival,
      logLines: this.log.lastSeq,
      counts: this.counts(),
      verdict: this.verdict(exact),
    });
  }

  #happened(kind: RunEventKind, what: Said): void {
    this.#observer.happened(kind, this, what);
  }

  #neverRan(): void {
    this.#standing.exited();
    this.#observer.changed();
  }

  #fail(error: LabError): void {
    if (!this.#standing.fail(error)) return;
    this.#traffic?.abandon();
    this.#happened('lane:failed', said('{lane}: {reason}', { lane: this.title, reason: error.said }));
  }
}
