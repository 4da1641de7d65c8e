import type { SignalName } from '#protocol/signals.ts';
import type { ContainerExit, HttpAddress, LogLine, RunningContainer } from '../engine.ts';
import type { Ending } from './ending.ts';
import type { ContainerLogs } from './logs.ts';

/** A container on Docker that answered its health check. */
export class DockerContainer implements RunningContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly address: HttpAddress;
  readonly url: string;
  readonly logs: AsyncIterable<LogLine>;
  readonly exited: Promise<ContainerExit>;
  readonly #ending: Ending;
  readonly #logs: ContainerLogs;
  readonly #onRemoved: () => void;

  constructor(
    parts: Pick<RunningContainer, 'id' | 'name' | 'image' | 'address' | 'url'> & {
      ending: Ending;
      logs: ContainerLogs;
      onRemoved: () => void;
    },
  ) {
    this.id = parts.id;
    this.name = parts.name;
    this.image = parts.image;
    this.address = parts.address;
    this.url = parts.url;
    this.#ending = parts.ending;
    this.#logs = parts.logs;
    this.#onRemoved = parts.onRemoved;
    this.logs = parts.logs;
    this.exited = parts.ending.exited;
  }

  signal(name: SignalName): Promise<void> {
    return this.#ending.signal(name);
  }

  stop(gracePeriodSeconds: number, onAccepted?: () => void): Promise<void> {
    return this.#ending.stop(gracePeriodSeconds, onAccepted);
  }

  /** Ends the log wherever its reader is. */
  cutLogs(): void {
    this.#logs.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#ending.remove();
      this.#onRemoved();
    } finally {
      this.#logs.release();
    }
  }
}
