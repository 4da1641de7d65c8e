import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { RequestFacts } from '../ledger/ledger.ts';
import type { Ending } from './outcome.ts';
import type { TrafficTarget } from './plan.ts';
import { ResponseReader } from './response-reader.ts';

/** What a connection writes into a request's facts as it happens. Times are those of the connection's clock. */
export type ConnectionFacts = Pick<
  RequestFacts,
  | 'connectedAt'
  | 'writtenAt'
  | 'firstByteAt'
  | 'endedAt'
  | 'status'
  | 'errorCode'
  | 'bytesReceived'
  | 'reusedConnection'
>;

/** Who wants to know how a request fares. */
export interface ExchangeObserver {
  /** The operating system took the whole request. */
  written(): void;
  /** It is over: the facts are complete. Called once. */
  ended(ending: Ending): void;
}

interface Exchange {
  request: string;
  facts: ConnectionFacts;
  observer: ExchangeObserver;
  patience: NodeJS.Timeout;
}

/**
 * Every read lands here and is parsed before the next one: libuv asks for a buffer, fills it and hands it over without
 * anything in between, so that all connections of a thread can share it.
 */
const READ_BUFFER = Buffer.allocUnsafe(64 * 1024);

/**
 * After an answer on a connection that is not to be used again the server closes first, as HTTP has it, and keeps the
 * TIME_WAIT; a generator that closed first would run out of ports at some 500 requests a second. This is how long, in
 * milliseconds, the server may take before the generator closes all the same.
 */
const LINGER_MS = 1000;

/**
 * What connect(2) reports for a connection that was made and torn down before anybody looked: Linux answers a reset in the
 * handshake with ECONNREFUSED, and one after it with these two (tcp_reset in net/ipv4/tcp_input.c). The kernel's word is the
 * only trace of such a connection, so this is the one place where an error's code decides something.
 */
const CODES_AFTER_HANDSHAKE: ReadonlySet<string | null> = new Set(['ECONNRESET', 'EPIPE']);

/** One HTTP/1.1 connection that carries one request at a time, and tells exactly what happened to it. It never tries twice. */
export class Connection {
  readonly #socket: Socket;
  readonly #now: () => number;
  readonly #reader = new ResponseReader();
  #exchange: Exchange | null = null;
  #connected = false;
  #open = true;
  #used = false;

  /**
   * @param now the clock of the facts' times, in milliseconds
   * @param onClosed called once, when the socket is gone
   */
  constructor({ host, port }: TrafficTarget, now: () => number, onClosed: (connection: Connection) => void) {
    this.#now = now;
    const callback = (length: number) => this.#read(length);
    this.#socket = connect({ host, port, noDelay: true, onread: { buffer: READ_BUFFER, callback } })
      .on('connect', () => this.#onConnect())
      .on('end', () => this.#onEnd())
      .on('error', (error) => this.#onError(error))
      .on('close', () => {
        this.#open = false;
        onClosed(this);
      });
  }

  /** Whether it was made, and as far as is known here nobody has torn it down before it was looked at. */
  get isConnected(): boolean {
    return this.#connected;
  }

  /** Whether it can take a request: as far as is known here, the server has not closed it. */
  get usable(): boolean {
    return this.#open && this.#exchange === null;
  }

  /**
   * Sends a request; what happens to it is written into `facts`.
   * @param timeoutMs how long to wait for the whole answer, the time to connect included
   */
  exchange(request: string, facts: ConnectionFacts, timeoutMs: number, observer: ExchangeObserver): void {
    const patience = setTimeout(() => this.#lookOnceMore(facts), timeoutMs);
    this.#exchange = { request, facts, observer, patience };
    this.#reader.begin();
    facts.reusedConnection = this.#used;
    this.#used = true;
    if (this.#connected) this.#write(this.#exchange);
  }

  /** Gives up the request that is under way, and the connection. */
  giveUp(): void {
    this.#finish('abandoned');
    this.close();
  }

  /** Closes the connection at once; without a request under way only. */
  close(): void {
    this.#open = false;
    this.#socket.destroy();
  }

  /** Leaves it to the server to close the connection, but not for ever. */
  linger(): void {
    this.#open = false;
    const impatience = setTimeout(() => this.#socket.destroy(), LINGER_MS);
    this.#socket.once('close', () => clearTimeout(impatience));
  }

  #onConnect(): void {
    this.#connected = true;
    if (this.#exchange !== null) this.#write(this.#exchange);
  }

  #write(exchange: Exchange): void {
    exchange.facts.connectedAt = this.#now();
    this.#socket.write(exchange.request, (error) => {
      if (error || this.#exchange !== exchange) return;
      exchange.facts.writtenAt = this.#now();
      exchange.observer.written();
    });
  }

  #read(length: number): boolean {
    if (this.#exchange === null) {
      if (this.#open) this.close(); // nobody asked: what comes next would be taken for the next request's answer
      return true;
    }
    const { facts } = this.#exchange;
    facts.firstByteAt ??= this.#now();
    facts.bytesReceived += length;
    this.#reader.read(READ_BUFFER, length);
    this.#finishIfRead();
    return true;
  }

  #onEnd(): void {
    this.#reader.end();
    this.#finishIfRead();
    this.#finish('end-of-file');
    this.close();
  }

  #onError(error: Error): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    const code = codeOf(error);
    exchange.facts.errorCode = code;
    if (!this.#connected && CODES_AFTER_HANDSHAKE.has(code)) exchange.facts.connectedAt = this.#now();
    this.#finish('error');
  }

  /**
   * When this thread itself was held up, a timer rings before the sockets are read: what the operating system has already
   * taken in must not count as missing.
   */
  #lookOnceMore(facts: ConnectionFacts): void {
    setImmediate(() => {
      if (this.#exchange?.facts === facts) this.#finish('patience');
    });
  }

  #finishIfRead(): void {
    if (this.#reader.state === 'whole') this.#finish('response');
    else if (this.#reader.state === 'malformed') this.#finish('malformed');
  }

  #finish(ending: Ending): void {
    const exchange = this.#exchange;
    if (exchange === null) return;
    this.#exchange = null;
    clearTimeout(exchange.patience);
    exchange.facts.endedAt = this.#now();
    exchange.facts.status = this.#reader.status;
    if (ending !== 'response') this.close();
    else if (!this.#reader.reusable) this.linger();
    exchange.observer.ended(ending);
  }
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
