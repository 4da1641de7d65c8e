import type { EngineInfo, EngineKind, EnginesView } from '#protocol/engine.ts';
import { LabError, toLabError } from '../errors.ts';
import type { Engine, SweepReport } from './engine.ts';

/** How the lab comes to one kind of engine. */
export interface EngineProvider {
  readonly kind: EngineKind;
  /** Whether the engine answers now, and why or why not. Answers within 2 s; never rejects. */
  probe(): Promise<EngineInfo>;
  /** @throws LabError `engine-unavailable` */
  connect(): Promise<Engine>;
}

/** What an engine said of itself is asked again after so long: Docker may have been started or stopped meanwhile. */
const PROBE_LIFETIME_MS = 2_000;

/** The engines of this machine: which there are, which one is the default and why. Connects to each when it is first needed. */
export class Engines implements AsyncDisposable {
  readonly #providers: readonly EngineProvider[];
  readonly #wanted: EngineKind | 'auto';
  readonly #connected = new Map<EngineKind, Promise<Engine>>();
  #disposed = false;
  #probing: { at: number; infos: Promise<EngineInfo[]> } | null = null;

  /** @param providers the preferred one first */
  constructor(providers: readonly EngineProvider[], wanted: EngineKind | 'auto') {
    this.#providers = providers;
    this.#wanted = wanted;
  }

  /** The answer of `GET /api/engines`. */
  async view(): Promise<EnginesView> {
    const engines = await this.#probe();
    const [preferred] = engines;
    const chosen = engines.find(({ kind, available }) =>
      this.#wanted === 'auto' ? available : kind === this.#wanted,
    );
    const kind = chosen?.kind ?? preferred?.kind ?? 'embedded';
    const passedOver = engines.filter((info) => !info.available).map((info) => info.reason);
    const reason =
      this.#wanted !== 'auto'
        ? `The lab was started with --engine ${this.#wanted}.`
        : [chosen?.reason ?? 'No engine is available.', ...(chosen === preferred ? [] : passedOver)].join(' ');
    return { default: kind, reason, engines };
  }

  /**
   * The engine of a kind, or the default one.
   * @throws LabError `engine-unavailable` that says what to do
   */
  async get(kind?: EngineKind): Promise<{ kind: EngineKind; engine: Engine }> {
    const view = await this.view();
    const wanted = kind ?? view.default;
    const info = view.engines.find((candidate) => candidate.kind === wanted);
    if (info?.available !== true) {
      throw new LabError('engine-unavailable', info?.reason ?? `There is no engine ${wanted} here.`);
    }
    return { kind: wanted, engine: await this.#connect(wanted) };
  }

  /** Removes what dead labs left on every engine that answers. Never rejects. */
  async sweep(): Promise<SweepReport> {
    const all: SweepReport = { containers: [], networks: [], processes: [], left: [] };
    const available = (await this.#probe()).filter((info) => info.available);
    for (const { kind } of available) {
      if (this.#disposed) break;
      const swept = await this.#sweepOne(kind);
      all.containers.push(...swept.containers);
      all.networks.push(...swept.networks);
      all.processes.push(...swept.processes);
      all.left.push(...swept.left);
    }
    return all;
  }

  async #sweepOne(kind: EngineKind): Promise<SweepReport> {
    try {
      return await (await this.#connect(kind)).sweep();
    } catch (thrown) {
      return { containers: [], networks: [], processes: [], left: [`${kind}: ${toLabError(thrown).message}`] };
    }
  }

  /** Ends everything that the engines made; one that fails does not keep the others from it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const engines = await Promise.allSettled(this.#connected.values());
    const ends = engines.map(async (engine) => {
      if (engine.status === 'fulfilled') await engine.value[Symbol.asyncDispose]();
    });
    const failures = (await Promise.allSettled(ends)).filter((end) => end.status === 'rejected');
    if (failures.length > 0) {
      throw new AggregateError(
        failures.map((failure): unknown => failure.reason),
        'An engine could not remove everything that it made.',
      );
    }
  }

  async #connect(kind: EngineKind): Promise<Engine> {
    if (this.#disposed) throw new LabError('shutting-down', 'The lab is shutting down: start it again to go on.');
    const provider = this.#providers.find((candidate) => candidate.kind === kind);
    if (provider === undefined) throw new LabError('engine-unavailable', `There is no engine ${kind} here.`);
    const connecting = this.#connected.get(kind) ?? provider.connect();
    this.#connected.set(kind, connecting);
    try {
      return await connecting;
    } catch (thrown) {
      this.#connected.delete(kind);
      throw thrown;
    }
  }

  #probe(): Promise<EngineInfo[]> {
    const now = performance.now();
    if (this.#probing === null || now - this.#probing.at > PROBE_LIFETIME_MS) {
      this.#probing = { at: now, infos: Promise.all(this.#providers.map((provider) => provider.probe())) };
    }
    return this.#probing.infos;
  }
}
