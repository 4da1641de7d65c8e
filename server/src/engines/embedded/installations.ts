import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import { StartError } from '../../errors.ts';
import type { PrepareProgress } from '../engine.ts';
import type { LabContainer } from '../lab-container.ts';
import { SYSTEM_PATH } from './command.ts';
import type { PythonInstaller, VirtualEnvironment } from './python.ts';
import { python } from './python.ts';
import { SharedJob } from './shared-job.ts';

/** Where a lab container's program comes from on this machine. */
export type Installation =
  | { kind: 'system' }
  | { kind: 'virtual-environment'; environment: VirtualEnvironment }
  /** The virtual environment is still to be made, by `install`. */
  | { kind: 'to-make'; environment: VirtualEnvironment }
  | { kind: 'missing'; reason: Said };

/** Starts a lab container's program once and ends it. @throws StartError */
export type TryStart = (container: LabContainer, virtualEnvironment: string | null) => Promise<void>;

const SYSTEM: Installation = { kind: 'system' };

/** What is installed of the lab containers' programs. */
export class Installations {
  readonly #dataFolder: string;
  readonly #tryStart: TryStart;
  readonly #python: PythonInstaller;
  readonly #known = new Map<string, Installation>();
  readonly #jobs = new Map<string, SharedJob>();

  /** @param installer makes virtual environments; the machine's own python3 where it is not given */
  constructor(dataFolder: string, tryStart: TryStart, installer: PythonInstaller = python) {
    this.#dataFolder = dataFolder;
    this.#tryStart = tryStart;
    this.#python = installer;
  }

  /** What is known of a container; one that was not looked for counts as installed. */
  of(container: LabContainer): Installation {
    return this.#known.get(container.name) ?? SYSTEM;
  }

  /** Looks for a container's program. Never rejects. */
  async look(container: LabContainer): Promise<Installation> {
    const installation = await this.#look(container);
    this.#known.set(container.name, installation);
    return installation;
  }

  /**
   * Makes what can be made; done at once where nothing has to be.
   * @throws StartError where the program is missing; AbortError
   */
  async install(
    container: LabContainer,
    progress: (step: PrepareProgress) => void,
    abortSignal: AbortSignal,
  ): Promise<void> {
    abortSignal.throwIfAborted();
    const installation = this.#known.get(container.name) ?? (await this.look(container));
    if (installation.kind === 'missing') throw new StartError(installation.reason);
    if (installation.kind !== 'to-make') return;
    const title = { text: container.title };
    progress({ phase: 'image', said: said('Installing {title} in a virtual environment, once', { title }) });
    let job = this.#jobs.get(container.name);
    while (job?.isGivenUp) {
      await job.settled();
      job = this.#jobs.get(container.name);
    }
    job ??= new SharedJob((jobSignal) => this.#make(container, installation.environment, jobSignal));
    this.#jobs.set(container.name, job);
    await job.wait(abortSignal);
  }

  async #look(container: LabContainer): Promise<Installation> {
    if (container.embedded === undefined) {
      return { kind: 'missing', reason: said('{title} runs on Docker only.', { title: { text: container.title } }) };
    }
    const { requires, standIn } = container.embedded;
    const absent = await missingOf(requires);
    // Being there is not enough (gunicorn without Flask): where another could run instead, it shows that it starts.
    const system = absent.length === 0 && standIn !== undefined ? await this.#failure(container, null) : null;
    if (absent.length === 0 && system === null) return SYSTEM;
    const environment = await this.#python.locate(container, this.#dataFolder).catch(() => null);
    if (environment !== null && (await this.#python.isComplete(environment))) {
      const failure = await this.#failure(container, environment.folder);
      if (failure === null) return { kind: 'virtual-environment', environment };
    }
    if (environment !== null && (await this.#python.canBeMade(environment))) return { kind: 'to-make', environment };
    const fault = system ?? said('{programs} is not installed', { programs: absent.join(', ') });
    return { kind: 'missing', reason: cannotRun(container.name, fault, container.embedded.install) };
  }

  async #make(container: LabContainer, environment: VirtualEnvironment, abortSignal: AbortSignal): Promise<void> {
    try {
      await this.#python.make(environment, abortSignal);
      await this.#tryStart(container, environment.folder);
      this.#known.set(container.name, { kind: 'virtual-environment', environment });
    } catch (thrown) {
      // Given up by everybody who waited: the next one may try again.
      abortSignal.throwIfAborted();
      const reason = notInstalled(container.name, lastLine(thrown), container.embedded?.standIn);
      this.#known.set(container.name, { kind: 'missing', reason });
      throw new StartError(reason, { cause: thrown });
    } finally {
      this.#jobs.delete(container.name);
    }
  }

  async #failure(container: LabContainer, virtualEnvironment: string | null): Promise<Said | null> {
    return this.#tryStart(container, virtualEnvironment).then(
      () => null,
      (thrown: unknown) => said('its program does not start ({words})', { words: lastLine(thrown) }),
    );
  }
}

function cannotRun(container: string, fault: Said, install: string | undefined): Said {
  if (install === undefined) return said('{container} cannot run here: {fault}.', { container, fault });
  return said('{container} cannot run here: {fault}. It needs {install}.', {
    container,
    fault,
    install: { text: install },
  });
}

function notInstalled(container: string, words: string, standIn: string | undefined): Said {
  if (standIn === undefined) return said('{container} could not be installed: {words}.', { container, words });
  return said(
    '{container} could not be installed: {words}. From now on {standIn} stands in for it: begin a new run.',
    { container, words, standIn },
  );
}

async function missingOf(programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(programs.map(isOnPath));
  return programs.filter((_, index) => found[index] !== true);
}

async function isOnPath(program: string): Promise<boolean> {
  for (const folder of SYSTEM_PATH.split(delimiter)) {
    const isThere = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}

function lastLine(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.trimEnd().split('\n').at(-1)?.replace(/\.$/, '') ?? '';
}
