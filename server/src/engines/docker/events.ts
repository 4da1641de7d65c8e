import { z } from 'zod';
import type { EngineLostError } from '../../errors.ts';
import type { DockerClient } from './client.ts';
import { asLost, engineLost } from './client.ts';
import type { Heartbeat } from './heartbeat.ts';
import { jsonLines } from './json-lines.ts';
import { INSTANCE_LABEL } from './labels.ts';

/** What the engine reports of one container. */
export type ContainerEvent =
  | { kind: 'signalled'; signal: number; engineMs: number }
  | { kind: 'out-of-memory' }
  | { kind: 'ended'; exitCode: number | null }
  /** It runs: for the first time, or once more. */
  | { kind: 'started' };

export interface Watcher {
  on(event: ContainerEvent): void;
  /** The stream ended, or the engine hangs: nothing more will be heard. */
  lost(error: EngineLostError): void;
}

const messageSchema = z.object({
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).default({}) }),
  timeNano: z.number(),
});

/**
 * How far back the stream begins, in seconds: the engine answers before it listens, and what happened between the two would be
 * missed. Events of the past do no harm, because a watcher's container is younger than the stream.
 */
const LOOK_BACK_SECONDS = 2;

/** One stream of the engine's events for all containers of a lab. Opened when it is first needed, and again after it was lost. */
export class EventFeed {
  readonly #client: DockerClient;
  readonly #instanceId: string;
  readonly #heartbeat: Heartbeat;
  readonly #watchers = new Map<string, { watcher: Watcher; release: () => void }>();
  #opening: Promise<void> | null = null;
  /** Of the stream that is open now; aborted when it is given up. */
  #current = new AbortController();
  readonly #closing = new AbortController();

  /** @param heartbeat asks whether the engine is there for as long as anything is watched */
  constructor(client: DockerClient, instanceId: string, heartbeat: Heartbeat) {
    this.#client = client;
    this.#instanceId = instanceId;
    this.#heartbeat = heartbeat;
  }

  /** Resolves when every event from now on will be heard. @throws EngineLostError */
  open(): Promise<void> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = null;
      throw asLost(error);
    });
    return this.#opening;
  }

  /**
   * Hears of one container until what is returned is called, or the stream is lost: at once, where that was since it was opened.
   */
  watch(containerId: string, watcher: Watcher): () => void {
    if (this.#opening === null) {
      watcher.lost(engineLost());
      return () => {};
    }
    const { release } = this.#heartbeat.hold();
    this.#watchers.set(containerId, { watcher, release });
    return () => {
      release();
      this.#watchers.delete(containerId);
    };
  }

  /** The engine hangs: gives up the stream, as if it had ended. */
  lose(error: EngineLostError): void {
    this.#current.abort(error);
    this.#tellLost(error);
  }

  close(): void {
    this.#closing.abort();
  }

  async #open(): Promise<void> {
    const current = new AbortController();
    this.#current = current;
    try {
      const stream = await this.#client.docker.getEvents({
        since: Math.floor(Date.now() / 1000) - LOOK_BACK_SECONDS,
        filters: {
          type: ['container'],
          event: ['kill', 'oom', 'die', 'start'],
          label: [`${INSTANCE_LABEL}=${this.#instanceId}`],
        },
        abortSignal: AbortSignal.any([this.#closing.signal, current.signal]),
      });
      void this.#follow(stream, current.signal);
    } catch (error) {
      throw current.signal.aborted ? current.signal.reason : error;
    }
  }

  /** Never rejects: an end of the stream, whatever its cause, is told to the watchers. */
  async #follow(stream: AsyncIterable<Buffer | string>, givenUp: AbortSignal): Promise<void> {
    let cause: unknown;
    try {
      for await (const value of jsonLines(stream)) this.#hear(value);
    } catch (error) {
      cause = error;
    }
    // By now there may be another stream, and those who watch it.
    if (!givenUp.aborted) this.#tellLost(engineLost(cause));
  }

  #tellLost(error: EngineLostError): void {
    this.#opening = null;
    const watchers = [...this.#watchers.values()];
    this.#watchers.clear();
    for (const { watcher, release } of watchers) {
      release();
      watcher.lost(error);
    }
  }

  #hear(value: unknown): void {
    const message = messageSchema.safeParse(value).data;
    const watcher = message && this.#watchers.get(message.Actor.ID)?.watcher;
    if (!watcher) return;
    const { Action: action, timeNano, Actor } = message;
    if (action === 'start') watcher.on({ kind: 'started' });
    if (action === 'oom') watcher.on({ kind: 'out-of-memory' });
    if (action === 'die') watcher.on({ kind: 'ended', exitCode: wholeNumber(Actor.Attributes.exitCode) });
    const signal = wholeNumber(Actor.Attributes.signal);
    if (action === 'kill' && signal !== null) watcher.on({ kind: 'signalled', signal, engineMs: timeNano / 1e6 });
  }
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
