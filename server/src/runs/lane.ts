import { isDeepStrictEqual } from 'node:util';
import { terminationCommand, terminationCommandLine, terminationLabel } from '#protocol/command-line.ts';
import type { Exit, LaneState, LaneView, PrepareStep, Verdict } from '#protocol/lane.ts';
import type { RunEventKind } from '#protocol/run.ts';
import type { Termination } from '#protocol/termination.ts';
import type { Traffic } from '#protocol/traffic.ts';
import type { Engine, RunningContainer } from '../engines/engine.ts';
import type { LabError } from '../errors.ts';
import { LogTruncatedError, toLabError } from '../errors.ts';
import { readEvidence } from '../ledger/evidence.ts';
import { Ledger } from '../ledger/ledger.ts';
import type { LaneFacts } from '../ledger/verdict.ts';
import { judge } from '../ledger/verdict.ts';
import type { TrafficHandle, TrafficThread } from '../traffic/traffic-thread.ts';
import { describeExit } from './exit-text.ts';
import { LogBuffer } from './log-buffer.ts';
import type { LanePlan } from './plan.ts';
import type { RunClock } from './run-clock.ts';
import { safeText } from './safe-text.ts';
import { assertMayTerminate } from './termination-rules.ts';
import { settledWithin } from './waiting.ts';

/** How long after the exit the last bytes of the log may take to arrive before the log counts as incomplete. */
const LOG_PATIENCE_MS = 5_000;

const SIGKILL: Termination = { kind: 'kill', signal: 'SIGKILL' };

/** What a lane tells its run. */
export interface LaneObserver {
  changed(): void;
  happened(kind: RunEventKind, lane: Lane, text: string): void;
}

/** One side of a run: a container, its traffic, its termination, its verdict. */
export class Lane {
  readonly plan: LanePlan;
  readonly name: string;
  readonly ledger = new Ledger();
  readonly log = new LogBuffer();
  readonly #clock: RunClock;
  readonly #observer: LaneObserver;
  #state: LaneState = 'preparing';
  #progress: PrepareStep | null = null;
  #container: RunningContainer | null = null;
  #traffic: TrafficHandle | null = null;
  #sent: Termination | null = null;
  /** When a docker kill followed what was sent first. */
  #followedAt: number | null = null;
  #terminatedAt: number | null = null;
  #acceptedAt: number | null = null;
  #exitedAt: number | null = null;
  #exit: Exit | null = null;
  #error: LabError | null = null;
  #logComplete = false;
  #prepared: Promise<void> = Promise.resolve();
  #watching: Promise<void> = Promise.resolve();
  /** Set when the lab itself removes the container: what ends it then is no experiment. */
  #removing = false;
  #removed = false;
  /** Set at the exit, which the lane's state follows when the log was read: nothing can be sent any more. */
  #hasEnded = false;
  #verdict: { key: string; verdict: Verdict } | null = null;

  constructor(plan: LanePlan, runId: string, clock: RunClock, observer: LaneObserver) {
    this.plan = plan;
    this.name = `lab-${runId}-${plan.id}`;
    this.#clock = clock;
    this.#observer = observer;
  }

  get state(): LaneState {
    return this.#state;
  }

  get title(): string {
    return `Lane ${this.plan.id.toUpperCase()}`;
  }

  /** What ended the lane, in the words of the page: its own label where that was as planned. */
  get endLabel(): string {
    if (this.#exit?.endedBy === 'outside') return 'an end from outside';
    const sent = this.#sent;
    if (sent === null && this.#exit !== null) return this.title;
    const isPlanned = sent === null || isDeepStrictEqual(sent, this.plan.termination);
    const label = isPlanned ? this.plan.label : terminationLabel(sent);
    const wasForced = this.#followedAt !== null && this.#exit?.forced !== false;
    return wasForced ? `${label} followed by docker kill` : label;
  }

  /** Whether a first termination can be sent now. */
  get awaitsTermination(): boolean {
    return !this.#hasEnded && (this.#state === 'ready' || this.#state === 'running');
  }

  get error(): LabError | null {
    return this.#error;
  }

  /** Builds what is missing and starts the container. Never rejects: a failure becomes the lane's state. */
  prepare(engine: Engine, abortSignal: AbortSignal): Promise<void> {
    this.#prepared = this.#prepare(engine, abortSignal);
    return this.#prepared;
  }

  async #prepare(engine: Engine, abortSignal: AbortSignal): Promise<void> {
    try {
      await engine.prepare(this.plan.container, (step) => this.#show(step), abortSignal);
      this.#show({ phase: 'container', text: 'Starting the container' });
      const { arguments: arguments_, environment } = this.plan.settings;
      this.#container = await engine.start(
        { name: this.name, container: this.plan.container, arguments: arguments_, environment },
        abortSignal,
      );
    } catch (thrown) {
      // The run was ended while the lane prepared: nothing is wrong with the lane.
      if (abortSignal.aborted) this.#neverRan();
      else this.#fail(toLabError(thrown));
      return;
    }
    this.#progress = null;
    this.#state = 'ready';
    this.#watching = this.#watch(this.#container);
    this.#observer.happened('lane:ready', this, `${this.title} is ready: ${this.plan.settings.summary}.`);
  }

  /** Begins the traffic; its end settles the promise, after every request has an outcome. */
  begin(thread: TrafficThread, traffic: Traffic, startAt: number): Promise<void> {
    const container = this.#container;
    if (container === null) return Promise.resolve();
    if (this.#state === 'ready') this.#state = 'running';
    const { host, port } = container.address;
    this.#traffic = thread.begin(
      { target: { host, port }, request: this.plan.container.request, traffic, origin: this.#clock.origin, startAt },
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

  /** Gives up the requests that are still in flight. */
  abandonTraffic(): void {
    this.#traffic?.abandon();
  }

  /**
   * Sends a termination; resolves when the engine has accepted it. A SIGKILL may follow a signal that the container has not
   * obeyed yet, as on a real command line; nothing else may.
   * @throws LabError when the lane cannot be ended this way now; EngineLostError
   */
  async terminate(termination: Termination): Promise<void> {
    const latest = this.#followedAt === null ? this.#sent : SIGKILL;
    assertMayTerminate(this.title, this.#hasEnded ? 'exited' : this.#state, latest, termination);
    const container = this.#container;
    if (container === null) return;
    const first = this.#sent === null;
    const before = this.#state;
    this.#state = 'draining';
    const now = this.#clock.now();
    if (!first) this.#followedAt = now;
    this.#sent ??= termination;
    this.#terminatedAt ??= now;
    this.#mark(
      `${terminationCommand(termination)} · ${termination.kind === 'kill' ? termination.signal : 'stop signal'}`,
    );
    this.#observer.happened('lane:terminated', this, `${terminationCommandLine(termination, this.name)} was sent.`);
    try {
      await send(container, termination, (failure) => this.#observer.happened('lane:failed', this, failure.message));
    } catch (thrown) {
      if (first && this.#state === 'draining') {
        this.#state = before;
        this.#sent = null;
        this.#terminatedAt = null;
      }
      if (!first) this.#followedAt = null;
      const error = toLabError(thrown);
      this.#observer.happened('lane:failed', this, `${terminationCommand(termination)} failed: ${error.message}`);
      throw error;
    }
    this.#acceptedAt ??= this.#clock.now();
    this.#observer.happened(
      'lane:termination-accepted',
      this,
      `The engine carried out ${terminationCommand(termination)}.`,
    );
  }

  /** Removes the container, in whatever state the lane is. Safe to do twice. */
  async dispose(): Promise<void> {
    this.#removing = true;
    this.#traffic?.abandon();
    await this.#prepared;
    await this.#container?.[Symbol.asyncDispose]();
    await this.#watching;
  }

  /** What the verdict and the comparison are drawn from. */
  facts(): LaneFacts {
    return {
      rows: this.ledger.rows(),
      terminatedAt: this.#terminatedAt,
      acceptedAt: this.#acceptedAt,
      termination: this.#sent,
      followedAt: this.#followedAt,
      exit: this.#exit,
      exitedAt: this.#exitedAt,
      removed: this.#removed,
      logComplete: this.#logComplete,
      proxied: this.#container?.address.proxied ?? false,
    };
  }

  /** Whether nothing of this lane can change any more, but for requests that are still under way. */
  get isOver(): boolean {
    return this.#state === 'exited' || this.#state === 'failed';
  }

  get logComplete(): boolean {
    return this.#logComplete;
  }

  verdict(): Verdict | undefined {
    if (this.#exit === null || this.#state === 'failed') return undefined;
    const key = `${this.ledger.version} ${this.#logComplete} ${this.#state}`;
    if (this.#verdict?.key !== key) this.#verdict = { key, verdict: judge(this.facts()) };
    return this.#verdict.verdict;
  }

  view(): LaneView {
    const { logComplete, proxied } = this.facts();
    const { id, label, container, settings, standInFor } = this.plan;
    const termination = this.#sent ?? this.plan.termination;
    return {
      id,
      label,
      state: this.#state,
      container: {
        name: this.name,
        image: this.#container?.image ?? container.name,
        summary: settings.summary,
        commandLine: terminationCommandLine(termination, this.name),
        knobs: settings.values,
        url: this.isOver ? null : (this.#container?.url ?? null),
        healthPath: container.healthPath,
        proxied,
        standInFor,
      },
      termination,
      terminatedAtMs: this.#terminatedAt ?? undefined,
      acceptedAtMs: this.#acceptedAt ?? undefined,
      exitedAtMs: this.#exitedAt ?? undefined,
      exit: this.#exit ?? undefined,
      progress: this.#progress ?? undefined,
      error: this.#error?.toView(),
      counts: this.ledger.counts({ logComplete, proxied }),
      verdict: this.verdict(),
    };
  }

  /** Follows the container to its end: its log to the last byte, then its exit. Never rejects. */
  async #watch(container: RunningContainer): Promise<void> {
    const reading = this.#read(container);
    // Its failure is looked at after the exit; until then it must not count as unhandled.
    reading.catch(() => undefined);
    try {
      const { endedAt, signalledAt, ...exit } = await container.exited;
      this.#hasEnded = true;
      this.#removed = this.#removing && this.#isRemovalsEnd(exit);
      const exitedAt = this.#clock.at(endedAt);
      const isWhole = await isReadWhole(reading);
      this.#logComplete = isWhole && !this.#removed;
      if (this.#removed) {
        this.#state = 'exited';
        this.#observer.changed();
        return;
      }
      this.#exit = exit;
      this.#exitedAt = exitedAt;
      // Somebody outside sent the signal: the engine's word says when, where it saw it.
      if (exit.endedBy === 'outside' && signalledAt !== null) this.#terminatedAt ??= this.#clock.at(signalledAt);
      this.#state = 'exited';
      const text = describeExit(exit, signalledAt !== null);
      this.#mark(text);
      this.#observer.happened('lane:exited', this, `${this.title} ${text}.`);
    } catch (thrown) {
      this.#fail(toLabError(thrown));
    }
  }

  /** Whether a container that was being removed ended by that, and by no SIGKILL that was sent before. */
  #isRemovalsEnd({ exitCode, signal }: Exit): boolean {
    const wasKilled = this.#followedAt !== null || isDeepStrictEqual(this.#sent, SIGKILL);
    return exitCode === null || (signal === 'SIGKILL' && !wasKilled);
  }

  async #read(container: RunningContainer): Promise<void> {
    for await (const line of container.logs) {
      const at = this.#clock.now();
      const evidence = readEvidence(line.text);
      if (evidence !== null) this.ledger.witness(evidence, at);
      this.log.push({ at, writtenAt: line.writtenAt, stream: line.stream, text: safeText(line.text) });
      this.#observer.changed();
    }
  }

  #mark(text: string): void {
    this.log.push({ at: this.#clock.now(), writtenAt: null, stream: 'lab', text });
  }

  #show(step: PrepareStep): void {
    this.#progress = step;
    this.#observer.changed();
  }

  #neverRan(): void {
    this.#state = 'exited';
    this.#progress = null;
    this.#observer.changed();
  }

  #fail(error: LabError): void {
    this.#state = 'failed';
    this.#progress = null;
    this.#error = error;
    this.#traffic?.abandon();
    this.#observer.happened('lane:failed', this, `${this.title}: ${error.message}`);
  }
}

/** Whether a log was read to its last byte. @throws EngineLostError */
async function isReadWhole(reading: Promise<void>): Promise<boolean> {
  try {
    return await settledWithin(reading, LOG_PATIENCE_MS);
  } catch (thrown) {
    if (thrown instanceof LogTruncatedError) return false;
    throw thrown;
  }
}

/** Resolves when the engine has accepted the termination: for a stop, as soon as the stop signal is on its way. */
async function send(
  container: RunningContainer,
  termination: Termination,
  failedLater: (error: LabError) => void,
): Promise<void> {
  if (termination.kind === 'kill') return await container.signal(termination.signal);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let accepted = false;
  container
    .stop(termination.gracePeriodSeconds, () => {
      accepted = true;
      resolve();
    })
    .then(resolve, (thrown: unknown) => {
      if (accepted) failedLater(toLabError(thrown));
      else reject(thrown);
    });
  return await promise;
}
