import type { Exit } from '#protocol/lane.ts';
import type { Said } from '#protocol/language/say.ts';
import { english, said } from '#protocol/language/say.ts';
import type { RunEventKind } from '#protocol/run.ts';
import type { ContainerExit, RunningContainer } from '../engines/engine.ts';
import { LabError, toLabError } from '../errors.ts';
import type { Fleet } from './fleet.ts';
import type { LaneExit } from './lane-exit.ts';
import type { LaneLog } from './lane-log.ts';
import type { LaneStanding } from './lane-standing.ts';
import type { SentTerminations } from './sent-terminations.ts';

/** How long the ends of containers that ran on and the last bytes of their logs may take together. */
const RUNNING_ON_PATIENCE_MS = 15_000;

/** What following its containers needs of a lane, and tells it. */
export interface WatchedLane {
  /** `Lane A`. */
  readonly title: Said;
  readonly log: LaneLog;
  readonly standing: LaneStanding;
  readonly sent: SentTerminations;
  readonly exit: LaneExit;
  changed(): void;
  happened(kind: RunEventKind, what: Said): void;
  /** Nothing of the lane can change any more, but for requests that are still under way. */
  over(): void;
  fail(error: LabError): void;
}

/** Follows a lane's containers to their end: their logs to the last byte, their exits, and what comes after these. */
export class LaneWatch {
  readonly #lane: WatchedLane;
  #fleet: Fleet | null = null;
  #watching: Promise<void> = Promise.resolve();
  /** Set when the lab itself removes the containers: what ends them then is no experiment. */
  #removing = false;
  #removed = false;
  #logComplete = false;

  constructor(lane: WatchedLane) {
    this.#lane = lane;
  }

  /** Whether the lab removed the service before it had ended. */
  get removed(): boolean {
    return this.#removed;
  }

  /** Whether every log was read to its last byte. */
  get logComplete(): boolean {
    return this.#logComplete;
  }

  /** Follows containers that have just been started. */
  follow(fleet: Fleet): void {
    this.#fleet = fleet;
    this.#watching = this.#watch(fleet);
  }

  /** Removes the containers, whatever they do. @throws EngineLostError */
  async remove(): Promise<void> {
    this.#removing = true;
    const { exit, log } = this.#lane;
    if (exit.exit !== null) await this.#endWhatRunsOn();
    await this.#fleet?.[Symbol.asyncDispose]();
    await this.#watching;
    if (exit.exit === null || this.#logComplete) return;
    // Of containers that ran on until now the log is whole only now.
    this.#logComplete = await log.isWhole().catch(() => false);
  }

  /** Of a container that is removed while it runs the last lines would be missing: such ones are ended first. Never rejects. */
  async #endWhatRunsOn(): Promise<void> {
    const { service, others = [] } = this.#fleet ?? {};
    const running = others.map((other) => other.running);
    if (service !== undefined && this.#lane.exit.cameBackAt !== null) running.push(service);
    if (running.length === 0) return;
    await Promise.allSettled(running.map((container) => container.signal('SIGKILL')));
    await this.#lane.log.isWhole(RUNNING_ON_PATIENCE_MS).catch(() => false);
  }

  /** Never rejects. */
  async #watch({ service, others }: Fleet): Promise<void> {
    const { log, standing } = this.#lane;
    log.follow(service);
    for (const { running, role, title } of others) {
      log.follow(running, title, role === 'replica');
      void this.#watchOther(
        running,
        role === 'balancer' ? said('The balancer') : said('The {container}', { container: title }),
      );
    }
    try {
      const end = await service.exited;
      standing.containerEnded();
      this.#removed = this.#removing && this.#isRemovalsEnd(end);
      // What goes on running goes on writing: its log is whole when it is gone.
      const goesOn = end.restarts || others.length > 0;
      this.#logComplete = !goesOn && (await log.isWhole()) && !this.#removed;
      if (standing.state === 'failed') return;
      standing.exited();
      if (this.#removed) this.#lane.changed();
      else await this.#ended(service, end);
    } catch (thrown) {
      this.#lane.fail(toLabError(thrown));
    }
  }

  async #ended(service: RunningContainer, end: ContainerExit): Promise<void> {
    const { title, log, sent, exit } = this.#lane;
    const exited = exit.take(end, sent);
    // A log is in the language of programs.
    log.mark(english(exited), exit.exitedAt ?? undefined);
    this.#lane.happened('lane:exited', said('{lane} {exited}.', { lane: title, exited }));
    if (end.restarts) await this.#followReturn(service);
    this.#lane.over();
  }

  async #followReturn(service: RunningContainer): Promise<void> {
    const { title, log, exit } = this.#lane;
    const isBack = await exit.awaitReturn(service);
    if (isBack) {
      log.mark('started again by its restart policy, and answers');
      const what = said('{lane} was started again by its restart policy, and answers.', { lane: title });
      this.#lane.happened('lane:came-back', what);
    } else if (!this.#removing) {
      // Where it was removed on its way, nobody knows whether it would have come.
      log.mark('does not answer again, though its restart policy was to start it');
    }
  }

  /** A lane without its balancer, or one of its replicas, is another experiment. */
  async #watchOther(container: RunningContainer, who: Said): Promise<void> {
    try {
      const { exitCode } = await container.exited;
      if (this.#removing) return;
      const code = exitCode ?? '?';
      const words = said('{who} ended with exit code {code} in the middle of the run.', { who, code });
      this.#lane.fail(new LabError('engine-failed', words));
    } catch (thrown) {
      if (!this.#removing) this.#lane.fail(toLabError(thrown));
    }
  }

  /** Whether a container that was being removed ended by that, and by no SIGKILL that was sent before. */
  #isRemovalsEnd({ exitCode, signal }: Exit): boolean {
    return exitCode === null || (signal === 'SIGKILL' && !this.#lane.sent.hasKilled);
  }
}
