import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SignalName } from '#protocol/signals.ts';
import { SIGNAL_NUMBERS } from '#protocol/signals.ts';
import { monotonicMs } from '../../clock.ts';
import type { ContainerExit } from '../engine.ts';
import type { DockerClient } from './client.ts';
import { asLost, isGone } from './client.ts';
import type { ContainerEvent, EventFeed } from './events.ts';
import { removeContainer } from './remove.ts';
import { SignalHistory, signalNumber } from './signal-history.ts';

const stateSchema = z.object({
  State: z.object({ ExitCode: z.int(), OOMKilled: z.boolean() }),
});

/** How long the engine's report of an end may come after the removal that caused it, in milliseconds. */
const REPORT_PATIENCE_MS = 1_000;

/** How one container ends: sends its signals, hears the engine's events, and knows in the end what happened. */
export class Ending {
  /** Settles once: with the exit, or with EngineLostError when it can no longer be known. */
  readonly exited: Promise<ContainerExit>;

  readonly #client: DockerClient;
  readonly #id: string;
  readonly #history = new SignalHistory();
  readonly #settle: PromiseWithResolvers<ContainerExit>;
  readonly #unwatch: () => void;
  readonly #stopSignal: number;
  #startedAtMs = monotonicMs();
  #outOfMemory = false;
  #isOver = false;
  #stopping: Promise<void> | null = null;
  #removing: Promise<void> | null = null;
  #isStopSent = false;
  #onStopSent: (() => void)[] = [];
  readonly #onSignalled: { signal: number; tell: () => void }[] = [];

  /** @param stopSignal the image's own, `SIGTERM` where it names none */
  constructor(client: DockerClient, feed: EventFeed, id: string, stopSignal: string) {
    this.#client = client;
    this.#id = id;
    this.#stopSignal = signalNumber(stopSignal) ?? SIGNAL_NUMBERS.SIGTERM;
    this.#settle = Promise.withResolvers();
    this.exited = this.#settle.promise;
    // A container whose end nobody awaits, because its start failed, must not end the lab.
    this.exited.catch(() => {});
    this.#unwatch = feed.watch(id, {
      on: (event) => this.#hear(event),
      lost: (error) => {
        this.#isOver = true;
        this.#settle.reject(error);
      },
    });
  }

  /** The container is about to be started: the time until its end counts from here where no signal is sent. */
  starts(): void {
    this.#startedAtMs = monotonicMs();
  }

  /**
   * Sends a signal; no-op once the container has ended. Resolves when the engine tells that it has sent it: its answer to the
   * call itself comes later, for SIGKILL only after the container has been taken down. @throws EngineLostError
   */
  async signal(name: SignalName): Promise<void> {
    if (this.#isOver) return;
    const signal = SIGNAL_NUMBERS[name];
    const withdraw = this.#history.expect(signal, monotonicMs());
    const told = Promise.withResolvers<void>();
    this.#onSignalled.push({ signal, tell: told.resolve });
    const answered = this.#client.docker.getContainer(this.#id).kill({ signal: name });
    // What becomes of the call once the engine has told of the signal is told by the container's end.
    answered.catch(() => {});
    try {
      await Promise.race([answered, told.promise]);
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

  async #stop(gracePeriodSeconds: number): Promise<void> {
    if (!this.#isOver) {
      const withdraw = this.#history.expectStop(this.#stopSignal, gracePeriodSeconds, monotonicMs());
      try {
        await this.#client.docker.getContainer(this.#id).stop({ t: gracePeriodSeconds });
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
    await removeContainer(this.#client.docker, this.#id);
    const impatience = new AbortController();
    const patience = sleep(REPORT_PATIENCE_MS, undefined, { signal: impatience.signal }).catch(() => {});
    await Promise.race([this.exited.catch(() => {}), patience]);
    impatience.abort();
    // No report: it was never started, or the engine had none to give.
    this.#end(null, false);
  }

  #whenStopSent(callback: () => void): void {
    if (this.#isStopSent) callback();
    else if (!this.#isOver) this.#onStopSent.push(callback);
  }

  #hear(event: ContainerEvent): void {
    if (event.kind === 'out-of-memory') this.#outOfMemory = true;
    if (event.kind === 'ended') void this.#ended(event.exitCode, monotonicMs());
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
    this.#unwatch();
    const state = await this.#inspect();
    this.#end(reported ?? state?.ExitCode ?? null, state?.OOMKilled ?? this.#outOfMemory, nowMs);
  }

  /** The state by the engine's own word; null where it is gone already, by somebody's `docker rm`. */
  async #inspect(): Promise<z.infer<typeof stateSchema>['State'] | null> {
    try {
      return stateSchema.parse(await this.#client.docker.getContainer(this.#id).inspect()).State;
    } catch {
      return null;
    }
  }

  #end(exitCode: number | null, oomKilled: boolean, nowMs = monotonicMs()): void {
    this.#isOver = true;
    this.#unwatch();
    this.#settle.resolve(this.#history.exit({ exitCode, oomKilled, startedAtMs: this.#startedAtMs, nowMs }));
  }
}
