import { z } from 'zod';
import { said } from '#protocol/language/say.ts';
import type { SignalName } from '#protocol/signals.ts';
import { SIGNAL_NUMBERS } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import type { EngineLostError } from '../../errors.ts';
import { LabError } from '../../errors.ts';
import { settledWithin } from '../../waiting.ts';
import type { ContainerExit } from '../engine.ts';
import type { DockerClient } from './client.ts';
import { asLost, engineHangs, isGone } from './client.ts';
import type { ContainerEvent, EventFeed } from './events.ts';
import type { Heartbeat } from './heartbeat.ts';
import { removeContainer } from './remove.ts';
import { SignalHistory, signalNumber } from './signal-history.ts';

const stateSchema = z.object({
  State: z.object({ ExitCode: z.int(), OOMKilled: z.boolean(), Restarting: z.boolean(), Running: z.boolean() }),
});

/** How long the engine's report of an end may come after the removal that caused it, in milliseconds. */
const REPORT_PATIENCE_MS = 1_000;
/**
 * How long the engine may take to say that a signal is sent. It takes 30 ms at the most on a machine at rest, and 2 s where the load
 * is twenty; the lab promises to whoever clicked that there is an answer by then.
 */
const ACCEPTANCE_PATIENCE_MS = 5_000;
/** How long a removal may take: the engine itself waits 10 s for a container that it kills, and then says that it could not. */
const REMOVAL_PATIENCE_MS = 15_000;

/** How one container ends: sends its signals, hears the engine's events, and knows in the end what happened. */
export class Ending {
  /** Settles once: with the exit, or with EngineLostError when it can no longer be known. */
  readonly exited: Promise<ContainerExit>;
  /** Whether the engine started it once more by its restart policy. Settles after the exit, when that is known. */
  readonly startedAgain: Promise<boolean>;

  readonly #client: DockerClient;
  readonly #heartbeat: Heartbeat;
  readonly #id: string;
  readonly #history = new SignalHistory();
  readonly #settle: PromiseWithResolvers<ContainerExit>;
  readonly #again: PromiseWithResolvers<boolean>;
  readonly #unwatch: () => void;
  readonly #stopSignal: number;
  #startedAtMs = monotonicMs();
  #outOfMemory = false;
  #isOver = false;
  /** By its restart policy, after its end: what happens to it then is no end of this container's any more. */
  #runsAgain = false;
  readonly #removal = new AbortController();
  #stopping: Promise<void> | null = null;
  #removing: Promise<void> | null = null;
  #isStopSent = false;
  #onStopSent: (() => void)[] = [];
  readonly #onSignalled: { signal: number; tell: () => void }[] = [];

  /** @param stopSignal the image's own, `SIGTERM` where it names none */
  constructor(
    { client, feed, heartbeat }: { client: DockerClient; feed: EventFeed; heartbeat: Heartbeat },
    id: string,
    stopSignal: string,
  ) {
    this.#client = client;
    this.#heartbeat = heartbeat;
    this.#id = id;
    this.#stopSignal = signalNumber(stopSignal) ?? SIGNAL_NUMBERS.SIGTERM;
    this.#settle = Promise.withResolvers();
    this.exited = this.#settle.promise;
    // A container whose end nobody awaits, because its start failed, must not end the lab.
    this.exited.catch(() => {});
    this.#again = Promise.withResolvers();
    this.startedAgain = this.#again.promise;
    this.#unwatch = feed.watch(id, {
      on: (event) => this.#hear(event),
      lost: (error) => this.#lose(error),
    });
  }

  /** Aborted when the lab begins to remove the container: nobody waits for it any more. */
  get removal(): AbortSignal {
    return this.#removal.signal;
  }

  /** The container is about to be started: the time until its end counts from here where no signal is sent. */
  starts(): void {
    this.#startedAtMs = monotonicMs();
  }

  /**
   * Sends a signal; no-op once the container has ended, unless its restart policy started it again. Resolves when the engine tells
   * that it has sent it: its answer to the call itself comes later, for SIGKILL only after the container has been taken down.
   * @throws EngineLostError
   */
  async signal(name: SignalName): Promise<void> {
    if (this.#isOver) return await this.#signalAgain(name);
    const signal = SIGNAL_NUMBERS[name];
    const withdraw = this.#history.expect(signal, monotonicMs());
    const told = Promise.withResolvers<void>();
    this.#onSignalled.push({ signal, tell: told.resolve });
    const answered = this.#client.docker.getContainer(this.#id).kill({ signal: name });
    // What becomes of the call once the engine has told of the signal is told by the container's end.
    answered.catch(() => {});
    try {
      await this.#accepted(Promise.race([answered, told.promise]));
    } catch (error) {
      withdraw();
      if (!isGone(error)) throw asLost(error);
    }
  }

  /** Stop signal, grace period, SIGKILL; shared by all callers. @throws EngineLostError */
  stop(gracePeriodSeconds: number, onAccepted?: () => void): Promise<void> {
    if (onAccepted !== undefined) this.#whenStopSent(onAccepted);
    this.#stopping ??= this.#stop(gracePeriodSeconds);
    return this.#stopping;
  }

  /** Removes the container, whatever its state; shared by all callers. @throws EngineLostError */
  remove(): Promise<void> {
    this.#removing ??= this.#remove().catch((error: unknown) => {
      this.#removing = null;
      throw asLost(error);
    });
    return this.#removing;
  }

  async #signalAgain(name: SignalName): Promise<void> {
    if (!this.#runsAgain) return;
    try {
      await this.#heartbeat.during(() => this.#client.docker.getContainer(this.#id).kill({ signal: name }));
    } catch (error) {
      if (!isGone(error)) throw asLost(error);
    }
  }

  async #stop(gracePeriodSeconds: number): Promise<void> {
    if (!this.#isOver) {
      const withdraw = this.#history.expectStop(this.#stopSignal, gracePeriodSeconds, monotonicMs());
      const isSent = Promise.withResolvers<void>();
      this.#whenStopSent(isSent.resolve);
      const stopped = this.#client.docker.getContainer(this.#id).stop({ t: gracePeriodSeconds });
      stopped.catch(() => {}); // told below, unless it comes too late
      try {
        const over = this.exited.then(() => stopped);
        await this.#accepted(Promise.race([stopped, isSent.promise, over]));
        // From here on it takes what the program takes. An engine that hangs meanwhile loses the exit.
        await Promise.race([stopped, over]);
      } catch (error) {
        if (!isGone(error)) {
          withdraw();
          this.#stopping = null;
          throw asLost(error);
        }
      }
    }
    await this.exited;
  }

  async #remove(): Promise<void> {
    this.#history.expectRemoval();
    this.#removal.abort();
    const removed = this.#heartbeat.during(() => removeContainer(this.#client.docker, this.#id));
    if (!(await settledWithin(removed, REMOVAL_PATIENCE_MS))) {
      const values = { container: this.#id.slice(0, 12), seconds: REMOVAL_PATIENCE_MS / 1000 };
      throw new LabError('engine-failed', said('Docker did not remove {container} within {seconds} s.', values));
    }
    await settledWithin(
      this.exited.catch(() => {}),
      REPORT_PATIENCE_MS,
    );
    // No report: it was never started, or the engine had none to give.
    this.#end({ exitCode: null, oomKilled: false, restarts: false });
  }

  /**
   * Waits until the engine has taken a signal. Whether one that was not taken in time is sent after all nobody knows: what the
   * container does from then on proves nothing.
   * @throws EngineLostError, what the engine answered
   */
  async #accepted(taken: Promise<unknown>): Promise<void> {
    if (await settledWithin(taken, ACCEPTANCE_PATIENCE_MS)) return;
    const seconds = ACCEPTANCE_PATIENCE_MS / 1000;
    const error = engineHangs(said('it did not take a signal within {seconds} s', { seconds }));
    this.#unwatch();
    this.#lose(error);
    throw error;
  }

  #lose(error: EngineLostError): void {
    this.#isOver = true;
    this.#settle.reject(error);
    this.#again.resolve(false);
  }

  #whenStopSent(callback: () => void): void {
    if (this.#isStopSent) callback();
    else if (!this.#isOver) this.#onStopSent.push(callback);
  }

  #hear(event: ContainerEvent): void {
    if (event.kind === 'out-of-memory') this.#outOfMemory = true;
    if (event.kind === 'started' && this.#isOver) {
      this.#runsAgain = true;
      this.#again.resolve(true);
    }
    if (event.kind === 'ended' && !this.#isOver) void this.#ended(event.exitCode, monotonicMs());
    if (event.kind !== 'signalled') return;
    const seen = this.#history.report(event.signal, event.engineMs, monotonicMs());
    if (!seen.isStopSignal) {
      if (seen.by === 'lab') this.#tellSignalled(seen.signal);
      return;
    }
    this.#isStopSent = true;
    for (const callback of this.#onStopSent.splice(0)) callback();
  }

  #tellSignalled(signal: number): void {
    const index = this.#onSignalled.findIndex((waiting) => waiting.signal === signal);
    const [waiting] = index === -1 ? [] : this.#onSignalled.splice(index, 1);
    waiting?.tell();
  }

  async #ended(reported: number | null, nowMs: number): Promise<void> {
    this.#isOver = true;
    const state = await this.#inspect();
    const exitCode = reported ?? state?.ExitCode ?? null;
    // What the state says is of its second life, where that has begun.
    const oomKilled = this.#outOfMemory || state?.OOMKilled === true;
    this.#end({ exitCode, oomKilled, restarts: state?.Restarting === true || state?.Running === true }, nowMs);
  }

  /** The state by the engine's own word; null where it is gone already, by somebody's `docker rm`. */
  async #inspect(): Promise<z.infer<typeof stateSchema>['State'] | null> {
    try {
      return stateSchema.parse(await this.#client.docker.getContainer(this.#id).inspect()).State;
    } catch {
      return null;
    }
  }

  #end(end: { exitCode: number | null; oomKilled: boolean; restarts: boolean }, nowMs = monotonicMs()): void {
    this.#isOver = true;
    if (!end.restarts) this.#again.resolve(false);
    void this.startedAgain.then(this.#unwatch);
    this.#settle.resolve(this.#history.exit({ ...end, startedAtMs: this.#startedAtMs, nowMs }));
  }
}
