import type Dockerode from 'dockerode';
import type { SignalName } from '#protocol/signals.ts';
import type { ContainerDetails, ContainerProcess, ContainerUsage } from '../details.ts';
import type { ContainerExit, HttpAddress, LogLine, RunningContainer } from '../engine.ts';
import { inspectContainer, measureContainer, topContainer } from './details.ts';
import type { Ending } from './ending.ts';
import type { ContainerLogs } from './logs.ts';

/** A container on Docker that answered its health check. */
export class DockerContainer implements RunningContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly address: HttpAddress;
  readonly url: string;
  readonly inside: string;
  readonly logs: AsyncIterable<LogLine>;
  readonly exited: Promise<ContainerExit>;
  readonly cameBack: Promise<HttpAddress | null>;
  readonly #container: Dockerode.Container;
  readonly #ending: Ending;
  readonly #logs: ContainerLogs;
  readonly #onRemoved: () => Promise<void>;
  readonly #startAgain: (abortSignal: AbortSignal) => Promise<HttpAddress>;

  constructor(
    parts: Pick<RunningContainer, 'id' | 'name' | 'image' | 'address' | 'url' | 'inside' | 'cameBack'> & {
      container: Dockerode.Container;
      ending: Ending;
      logs: ContainerLogs;
      onRemoved: () => Promise<void>;
      startAgain: (abortSignal: AbortSignal) => Promise<HttpAddress>;
    },
  ) {
    this.id = parts.id;
    this.name = parts.name;
    this.image = parts.image;
    this.address = parts.address;
    this.url = parts.url;
    this.inside = parts.inside;
    this.cameBack = parts.cameBack;
    this.#container = parts.container;
    this.#ending = parts.ending;
    this.#logs = parts.logs;
    this.#onRemoved = parts.onRemoved;
    this.#startAgain = parts.startAgain;
    this.logs = parts.logs;
    this.exited = parts.ending.exited;
  }

  signal(name: SignalName): Promise<void> {
    return this.#ending.signal(name);
  }

  stop(gracePeriodSeconds: number, onAccepted?: () => void): Promise<void> {
    return this.#ending.stop(gracePeriodSeconds, onAccepted);
  }

  startAgain(abortSignal: AbortSignal): Promise<HttpAddress> {
    return this.#startAgain(abortSignal);
  }

  inspect(): Promise<ContainerDetails> {
    return inspectContainer(this.#container);
  }

  processes(): Promise<ContainerProcess[]> {
    return topContainer(this.#container);
  }

  usage(): Promise<ContainerUsage> {
    return measureContainer(this.#container);
  }

  /** Ends the log wherever its reader is. */
  cutLogs(): void {
    this.#logs.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#ending.remove();
      await this.#onRemoved();
    } finally {
      this.#logs.release();
    }
  }
}
