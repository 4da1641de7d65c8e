import type { LaneView } from '#protocol/lane.ts';
import type { RequestRow } from '#protocol/request.ts';
import type { RunView } from '#protocol/run.ts';
import { Ledger } from '../src/ledger/ledger.ts';
import { LogBuffer } from '../src/runs/log-buffer.ts';
import type { WatchableRun } from '../src/runs/watchable.ts';

/** As much traffic as a lane may have, at a rate that a laptop's container can serve. */
export const RATE_PER_SECOND = 1_000;
const HANDLER_MS = 30;

/** A run whose ledgers are filled by a benchmark: no container, the real ledger, the real log buffer. */
export class FullRun implements WatchableRun {
  readonly id = 'fu11f111';
  readonly owner = null;
  readonly lanes = (['a', 'b'] as const).map((id) => ({ id, log: new LogBuffer(), ledger: new Ledger() }));
  version = 1;
  readonly #began: number;
  readonly #startedAt: string;
  readonly #listeners = new Set<() => void>();
  #due = 0;
  #terminatedAt: number | null = null;

  /** @param rows how many requests each lane has had already */
  constructor(rows: number) {
    this.#began = performance.now() - (rows / RATE_PER_SECOND) * 1_000;
    this.#startedAt = new Date(Date.now() - this.now).toISOString();
    this.catchUp();
  }

  get due(): number {
    return this.#due;
  }

  get now(): number {
    return performance.now() - this.#began;
  }

  /** Records what was due until now. */
  catchUp(): void {
    const now = this.now;
    while ((this.#due + 1) * (1_000 / RATE_PER_SECOND) <= now) {
      this.#due += 1;
      for (const { ledger, log } of this.lanes) {
        const row = requestOf(this.#due, this.#terminatedAt);
        ledger.record(row);
        if (row.number % 50 === 0) {
          log.push({ at: row.dueAt, writtenAt: null, stream: 'stdout', text: `request=${row.number} received` });
        }
      }
    }
    this.#changed();
  }

  /** Sends the signal: most of what is due after it is refused. */
  terminate(): void {
    this.#terminatedAt = this.now;
    this.#changed();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  view(): RunView {
    return {
      id: this.id,
      name: null,
      imported: false,
      version: this.version,
      now: this.now,
      scenarioId: 'full',
      scenarioTitle: 'A full run',
      engine: 'embedded',
      startedAt: this.#startedAt,
      status: 'running',
      traffic: {
        model: 'open',
        ratePerSecond: RATE_PER_SECOND,
        keepAlive: false,
        timeoutMs: 10_000,
        handlerTimeMs: HANDLER_MS,
        maxRequests: 100_000,
        maxSeconds: 900,
      },
      trafficStartedAtMs: 0,
      events: [],
      limits: [],
      changes: [],
      lanes: this.lanes.map((lane) => this.#laneView(lane)),
    };
  }

  #laneView({ id, ledger, log }: FullRun['lanes'][number]): LaneView {
    return {
      id,
      label: 'SIGTERM kill',
      endLabel: 'SIGTERM kill',
      state: this.#terminatedAt === null ? 'running' : 'draining',
      container: {
        name: `lab-full-${id}`,
        image: 'none',
        summary: 'no container',
        commandLine: `docker kill --signal=SIGTERM lab-full-${id}`,
        knobs: {},
        url: null,
        healthPath: '/',
        proxied: false,
        standInFor: null,
        faults: {},
        others: [],
      },
      termination: { kind: 'kill', signal: 'SIGTERM' },
      wasSent: this.#terminatedAt !== null,
      logComplete: false,
      logLines: log.lastSeq,
      counts: ledger.counts({ logComplete: false, proxied: false }),
      ...(this.#terminatedAt === null ? {} : { terminatedAtMs: this.#terminatedAt }),
    };
  }

  #changed(): void {
    this.version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** Now and then one is lost; after the signal one in ten is, and the rest is refused. */
function requestOf(number: number, terminatedAt: number | null): RequestRow {
  const dueAt = number * (1_000 / RATE_PER_SECOND);
  const late = terminatedAt !== null && dueAt > terminatedAt;
  const lost = late ? number % 10 === 0 : number % 997 === 0;
  const endedAt = dueAt + HANDLER_MS + (number % 40);
  const sent: RequestRow = {
    number,
    dueAt,
    sentAt: dueAt,
    connectedAt: dueAt + 1,
    writtenAt: dueAt + 1,
    firstByteAt: endedAt,
    endedAt,
    outcome: 'completed',
    status: 200,
    sight: 'response',
    errorCode: null,
    bytesReceived: 120,
    reusedConnection: false,
    evidence: 'stored',
    receivedAt: dueAt + 2,
    storedAt: endedAt,
  };
  if (lost) return { ...sent, outcome: 'cut', sight: 'reset', status: null, firstByteAt: null };
  if (!late) return sent;
  const refused = { connectedAt: null, writtenAt: null, firstByteAt: null, status: null, evidence: 'none' } as const;
  return { ...sent, ...refused, outcome: 'refused', sight: 'connect-error', endedAt: dueAt + 1 };
}
