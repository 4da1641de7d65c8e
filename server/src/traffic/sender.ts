import { monotonicMs } from '../clock.ts';
import type { RequestFacts } from '../ledger/ledger.ts';
import { Connection } from './connection.ts';
import type { Ending } from './outcome.ts';
import { classify } from './outcome.ts';
import type { TrafficPlan } from './plan.ts';
import type { Recorder } from './recorder.ts';
import { requestText } from './request-text.ts';

/**
 * The most sockets that one lane's traffic holds at a time. Above it requests are due but not sent: the lab's own limit, far
 * below what a system allows a process (its hard limit, which Node raises itself to; 4,096 at the least on common systems).
 */
const MAX_SOCKETS = 2000;

/**
 * Called when a request has its outcome: with its connection if that can be used again, and when it ended, in milliseconds on the
 * monotonic clock.
 */
type Ended = (kept: Connection | null, endedAt: number) => void;

/** Sends the requests of one lane and sees each to its end. Every number that it is given gets exactly one outcome. */
export class Sender {
  readonly #plan: TrafficPlan;
  readonly #recorder: Recorder;
  readonly #maxSockets: number;
  readonly #text: (number: number) => string;
  readonly #sockets = new Set<Connection>();
  /** Answered, and waiting for the server to close: the first to go when room is needed. */
  readonly #lingering = new Set<Connection>();
  readonly #busy = new Set<Connection>();

  /** @throws LabError `invalid-input` for a request that cannot be written */
  constructor(plan: TrafficPlan, recorder: Recorder, maxSockets = MAX_SOCKETS) {
    this.#plan = plan;
    this.#recorder = recorder;
    this.#maxSockets = maxSockets;
    this.#text = requestText(plan.request, plan.target, plan.traffic.keepAlive);
  }

  /** How many requests have been sent and not ended. */
  get inFlight(): number {
    return this.#busy.size;
  }

  /**
   * Sends a request now.
   * @param dueAt when it was due on the monotonic clock, in milliseconds
   * @param kept a connection to use again, where there is one that still can be
   */
  send(number: number, dueAt: number, kept: Connection | null, ended: Ended): void {
    const connection = kept?.usable === true ? kept : this.#connect();
    if (connection === null) {
      ended(null, this.miss(number, dueAt, 'no-room'));
      return;
    }
    const facts = this.#newFacts(number, dueAt);
    facts.sentAt = this.#now();
    this.#busy.add(connection);
    this.#recorder.note(facts);
    connection.exchange(this.#text(number), facts, this.#plan.traffic.timeoutMs, {
      written: () => this.#recorder.note(facts),
      ended: (ending) => {
        this.#busy.delete(connection);
        this.#settle(facts, ending);
        ended(this.#keep(connection, ending), (facts.endedAt ?? this.#now()) + this.#plan.origin);
      },
    });
  }

  /** Records a request that was due and is never sent; returns when, in milliseconds on the monotonic clock. */
  miss(number: number, dueAt: number, why: 'no-room' | 'abandoned'): number {
    const facts = this.#newFacts(number, dueAt);
    const now = this.#now();
    facts.endedAt = now;
    this.#settle(facts, why);
    return now + this.#plan.origin;
  }

  /** Gives up every request that has no connection yet. */
  giveUpConnecting(): void {
    for (const connection of [...this.#busy]) if (!connection.isConnected) connection.giveUp();
  }

  /** Gives up every request that is under way. */
  abandon(): void {
    for (const connection of [...this.#busy]) connection.giveUp();
  }

  /** Closes every connection that is left; no request may be under way. */
  close(): void {
    for (const connection of [...this.#sockets]) if (!this.#lingering.has(connection)) connection.close();
  }

  #connect(): Connection | null {
    if (this.#sockets.size >= this.#maxSockets && !this.#makeRoom()) return null;
    const connection = new Connection(this.#plan.target, this.#now, (closed) => this.#forget(closed));
    this.#sockets.add(connection);
    return connection;
  }

  #makeRoom(): boolean {
    const [longest] = this.#lingering;
    if (longest === undefined) return false;
    longest.close();
    this.#forget(longest);
    return true;
  }

  #keep(connection: Connection, ending: Ending): Connection | null {
    if (ending === 'response' && !connection.usable) this.#lingering.add(connection);
    if (!connection.usable) return null;
    if (this.#plan.traffic.keepAlive) return connection;
    connection.linger(); // the server offers to keep what it was asked to close
    this.#lingering.add(connection);
    return null;
  }

  #forget(connection: Connection): void {
    this.#sockets.delete(connection);
    this.#lingering.delete(connection);
  }

  #settle(facts: RequestFacts, ending: Ending): void {
    const { outcome, sight } = classify({
      sent: facts.sentAt !== null,
      connected: facts.connectedAt !== null,
      ending,
    });
    facts.outcome = outcome;
    facts.sight = sight;
    this.#recorder.note(facts);
  }

  #newFacts(number: number, dueAt: number): RequestFacts {
    return {
      number,
      dueAt: dueAt - this.#plan.origin,
      sentAt: null,
      connectedAt: null,
      writtenAt: null,
      firstByteAt: null,
      endedAt: null,
      outcome: null,
      status: null,
      sight: null,
      errorCode: null,
      bytesReceived: 0,
      reusedConnection: false,
    };
  }

  readonly #now = () => monotonicMs() - this.#plan.origin;
}
