import type { EngineInfo, EngineKind } from '#protocol/engine.ts';
import type { Said } from '#protocol/language/say.ts';
import { said, told } from '#protocol/language/say.ts';
import { LabError, toLabError } from '../errors.ts';
import type { Engine, SweepReport } from './engine.ts';

/** What an engine says of itself, for `tellEngine`. */
export interface EngineSeen extends Omit<EngineInfo, 'reason' | 'limits'> {
  reason: Said;
  limits: readonly Said[];
}

/** How the lab comes to one kind of engine. */
export interface EngineProvider {
  readonly kind: EngineKind;
  /** Whether the engine answers now, and why or why not. Answers within 2 s; never rejects. */
  probe(): Promise<EngineSeen>;
  /** @throws LabError `engine-unavailable` */
  connect(): Promise<Engine>;
}

/** The engines of this machine, and which one of them a run gets that asks for none: for `tellEngines`. */
export interface EnginesSeen {
  default: EngineKind;
  /** Why this one is the default, in sentences. */
  reasons: readonly Said[];
  engines: readonly EngineSeen[];
}

/** The same for a reader of one language. */
export interface EngineChoice {
  default: EngineKind;
  /** Why this one is the default. */
  reason: string;
  engines: EngineInfo[];
}

/** What a sweep of all engines came to. */
export interface EnginesSweep extends SweepReport {
  /** Engines on which nobody could look, each with the reason, for a person: whether anything is left there is not known. */
  unseen: string[];
}

/** What an engine said of itself is asked again after so long: Docker may have been started or stopped meanwhile. */
const PROBE_LIFETIME_MS = 2_000;

/** The engines of this machine: which there are, which one is the default and why. Connects to each when it is first needed. */
export class Engines implements AsyncDisposable {
  readonly #providers: readonly EngineProvider[];
  readonly #wanted: EngineKind | 'auto';
  readonly #connected = new Map<EngineKind, Promise<Engine>>();
  #disposed = false;
  #probing: { at: number; infos: Promise<EngineSeen[]> } | null = null;

  /** @param providers the preferred one first */
  constructor(providers: readonly EngineProvider[], wanted: EngineKind | 'auto') {
    this.#providers = providers;
    this.#wanted = wanted;
  }

  async view(): Promise<EnginesSeen> {
    const engines = await this.#probe();
    const [preferred] = engines;
    const chosen = engines.find(({ kind, available }) =>
      this.#wanted === 'auto' ? available : kind === this.#wanted,
    );
    const kind = chosen?.kind ?? preferred?.kind ?? 'embedded';
    const passedOver = engines.filter((info) => !info.available).map((info) => info.reason);
    const reasons =
      this.#wanted !== 'auto'
        ? [said('The lab was started with --engine {kind}.', { kind: this.#wanted })]
        : [chosen?.reason ?? said('No engine is available.'), ...(chosen === preferred ? [] : passedOver)];
    return { default: kind, reasons, engines: engines.map((info) => (info.kind === kind ? info : withWayTo(info))) };
  }

  /**
   * The engine of a kind, or the default one.
   * @throws LabError `engine-unavailable` that says what to do
   */
  async get(kind?: EngineKind): Promise<{ kind: EngineKind; engine: Engine }> {
    const view = await this.view();
    const wanted = kind ?? view.default;
    const info = view.engines.find((candidate) => candidate.kind === wanted);
    if (info?.available !== true) throw new LabError('engine-unavailable', info?.reason ?? noEngine(wanted));
    return { kind: wanted, engine: await this.#connect(wanted) };
  }

  /** Removes what dead labs left on every engine that answers. Never rejects. */
  async sweep(): Promise<EnginesSweep> {
    const all: EnginesSweep = { containers: [], networks: [], processes: [], left: [], unseen: [] };
    const available = (await this.#probe()).filter((info) => info.available);
    for (const { kind } of available) {
      if (this.#disposed) break;
      const swept = await this.#sweepOne(kind);
      all.containers.push(...swept.containers);
      all.networks.push(...swept.networks);
      all.processes.push(...swept.processes);
      all.left.push(...swept.left);
      all.unseen.push(...swept.unseen);
    }
    return all;
  }

  async #sweepOne(kind: EngineKind): Promise<EnginesSweep> {
    try {
      return { ...(await (await this.#connect(kind)).sweep()), unseen: [] };
    } catch (thrown) {
      const unseen = [`${kind}: ${toLabError(thrown).message}`];
      return { containers: [], networks: [], processes: [], left: [], unseen };
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
    if (this.#disposed)
      throw new LabError('shutting-down', said('The lab is shutting down: start it again to go on.'));
    const provider = this.#providers.find((candidate) => candidate.kind === kind);
    if (provider === undefined) throw new LabError('engine-unavailable', noEngine(kind));
    const connecting = this.#connected.get(kind) ?? provider.connect();
    this.#connected.set(kind, connecting);
    try {
      return await connecting;
    } catch (thrown) {
      this.#connected.delete(kind);
      throw thrown;
    }
  }

  #probe(): Promise<EngineSeen[]> {
    const now = performance.now();
    if (this.#probing === null || now - this.#probing.at > PROBE_LIFETIME_MS) {
      this.#probing = { at: now, infos: Promise.all(this.#providers.map((provider) => provider.probe())) };
    }
    return this.#probing.infos;
  }
}

/** An engine that is not the default says how to get it; what is not available says that already. */
function withWayTo(info: EngineSeen): EngineSeen {
  const { available, kind, reason } = info;
  if (!available) return info;
  return {
    ...info,
    reason: said(
      '{reason} It is not the default: "npm start -- --engine {kind}" makes it that, and "engine":"{kind}" in a new run asks for it once.',
      { reason, kind },
    ),
  };
}

function noEngine(kind: EngineKind): Said {
  return said('There is no engine {kind} here.', { kind });
}

/** What was seen of the engines, in the present language. */
export function tellEngines({ default: kind, reasons, engines }: EnginesSeen): EngineChoice {
  return { default: kind, reason: reasons.map(told).join(' '), engines: engines.map(tellEngine) };
}

/** What was seen of one, in the present language. */
export function tellEngine(engine: EngineSeen): EngineInfo {
  return { ...engine, reason: told(engine.reason), limits: engine.limits.map(told) };
}
