import { setTimeout as delay } from 'node:timers/promises';
import { isSigkill, saidTermination, terminationCommand, terminationCommandLine } from '#protocol/command-line.ts';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { RunEventKind } from '#protocol/run.ts';
import type { Termination } from '#protocol/termination.ts';
import type { RunningContainer } from '../engines/engine.ts';
import { toLabError } from '../errors.ts';
import type { LanePlan } from './lane-plan.ts';
import type { LaneStanding } from './lane-standing.ts';
import { postTo } from './post-to.ts';
import type { RunClock } from './run-clock.ts';
import { sendTermination } from './send-termination.ts';
import { SentTerminations } from './sent-terminations.ts';
import { assertMayTerminate } from './termination-rules.ts';

/** What a termination needs to know of its lane, and tells it. */
export interface TerminatedLane {
  readonly plan: LanePlan;
  /** The container's name. */
  readonly name: string;
  /** `Lane A`. */
  readonly title: Said;
  readonly standing: LaneStanding;
  /** What is ended; null where it never came to run. */
  service(): RunningContainer | null;
  /** Takes note in the lane's log. */
  mark(text: string): void;
  happened(kind: RunEventKind, what: Said): void;
}

/** How a lane is told to end: what was sent and when, and what goes before it. Times are milliseconds on the run's clock. */
export class LaneTermination {
  readonly sent = new SentTerminations();
  readonly #lane: TerminatedLane;
  readonly #clock: RunClock;
  readonly #calledOff = new AbortController();
  /** The command line that stands for what was sent, as it was then. */
  #line: string | null = null;
  #readinessOffAt: number | null = null;

  constructor(lane: TerminatedLane, clock: RunClock) {
    this.#lane = lane;
    this.#clock = clock;
  }

  /** When the service's readiness was taken back; null where that did not come to be. */
  get readinessOffAt(): number | null {
    return this.#readinessOffAt;
  }

  /** The command that the lane's termination stands for: the one that was sent, or the planned one. */
  get commandLine(): string {
    return this.#line ?? this.#lineOf(this.#lane.plan.termination);
  }

  /** What was sent, or else what is planned. */
  get termination(): Termination {
    return this.sent.first ?? this.#lane.plan.termination;
  }

  /**
   * Sends a termination; resolves when the engine has accepted it, or where readiness is taken back first, when that is done. A
   * SIGKILL may follow what the container has not obeyed yet, as on a real command line; nothing else may.
   * @throws LabError when the lane cannot be ended this way now; EngineLostError
   */
  async send(termination: Termination): Promise<void> {
    const { title, standing, plan } = this.#lane;
    const state = standing.sendingState;
    const service = this.#lane.service();
    assertMayTerminate(title, state, this.sent.latest, termination);
    if (service === null) return;
    const takesTime = !isSigkill(termination) && termination.kind !== 'fault';
    if (plan.preStop !== null && state !== 'draining' && takesTime) {
      await this.#leadAway(service, plan.preStop, termination);
    } else await this.#send(service, termination, standing.drain());
  }

  /** A termination that waits for its moment is not sent any more. */
  callOff(): void {
    this.#calledOff.abort();
  }

  /** Whether a signal came before the one that waits, or the end itself did. */
  get #isOvertaken(): boolean {
    return this.sent.first !== null || !this.#isDraining || this.#calledOff.signal.aborted;
  }

  get #isDraining(): boolean {
    return this.#lane.standing.sendingState === 'draining';
  }

  /** Takes the service's readiness back; its termination follows when the wait is over. */
  async #leadAway(
    service: RunningContainer,
    { offPath, waitSeconds }: NonNullable<LanePlan['preStop']>,
    termination: Termination,
  ): Promise<void> {
    const { title, standing } = this.#lane;
    const stay = standing.drain();
    try {
      await postTo(service.address, offPath);
    } catch (thrown) {
      // What overtook it may be why there was no answer.
      if (!this.#isOvertaken) stay();
      throw thrown;
    }
    this.#readinessOffAt = this.#clock.now();
    if (this.#isOvertaken) return;
    this.#lane.mark(`POST ${offPath} · not ready any more · ${waitSeconds} s until the signal`);
    this.#lane.happened(
      'lane:readiness-off',
      said('{lane} is not ready any more; it still serves.', { lane: title }),
    );
    const after = delay(waitSeconds * 1_000, undefined, { signal: this.#calledOff.signal }).then(async () => {
      if (!this.#isOvertaken) await this.#send(service, termination, stay);
    });
    // A failure is an event of the lane's; where it was called off nobody waits.
    after.catch(() => undefined);
  }

  /** @param stay puts the lane back to where it was, for what the engine would not have */
  async #send(service: RunningContainer, termination: Termination, stay: () => void): Promise<void> {
    const isFirst = this.sent.first === null;
    const line = this.#lineOf(termination);
    const command = terminationCommand(termination);
    const takeBack = this.sent.add(termination, this.#clock.now());
    if (isFirst) this.#line = line;
    this.#lane.mark(`${command} · ${whatIsSent(termination)}`);
    this.#lane.happened('lane:terminated', said('{command} was sent.', { command: line }));
    try {
      await sendTermination(service, this.#lane.plan.container, termination, (error) =>
        this.#lane.happened('lane:failed', error.said),
      );
    } catch (thrown) {
      // A container that ended meanwhile keeps what it was sent: its end may have been that.
      if (!isFirst || this.#isDraining) {
        takeBack();
        if (isFirst) this.#line = null;
        stay();
      }
      const error = toLabError(thrown);
      this.#lane.happened(
        'lane:failed',
        said('{command} failed: {reason}', { command: saidTermination(termination), reason: error.said }),
      );
      throw error;
    }
    this.sent.accepted(this.#clock.now());
    const accepted =
      termination.kind === 'fault'
        ? said('The program took {command}.', { command: saidTermination(termination) })
        : said('The engine carried out {command}.', { command });
    this.#lane.happened('lane:termination-accepted', accepted);
  }

  #lineOf(termination: Termination): string {
    const { name, plan } = this.#lane;
    const preStop = this.sent.first === null ? plan.preStop : null;
    return terminationCommandLine(termination, {
      name,
      url: this.#lane.service()?.url ?? null,
      faults: plan.container.faults,
      preStop,
    });
  }
}

function whatIsSent(termination: Termination): string {
  if (termination.kind === 'fault') return 'a request that makes the program fail';
  return termination.kind === 'kill' ? termination.signal : 'stop signal';
}
