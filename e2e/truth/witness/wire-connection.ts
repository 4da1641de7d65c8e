import { ByteStream } from './byte-stream.ts';
import type { Message } from './messages.ts';
import { readMessages } from './messages.ts';
import type { Segment } from './packet.ts';

/** A moment on a connection: which of its segments it was, and when that passed. */
export interface Moment {
  place: number;
  /** In milliseconds since 1970. */
  at: number;
}

/** Whether something was before another on the same connection, or the other never was. */
export function isBefore(one: Moment, other: Moment | null): boolean {
  return other === null || one.place < other.place;
}

/** How a server's end of a connection shows to a client. */
export type ServerEnding = 'end-of-file' | 'reset';

/** One TCP connection to a server as it was seen on the wire, from its first SYN on. */
export class WireConnection {
  readonly openedAt: number;
  readonly #client: string;
  readonly #initialSequence: number;
  readonly #sent = new ByteStream();
  readonly #answered = new ByteStream();
  #places = 0;
  #acceptedAt: number | null = null;
  #turnedAwayAt: number | null = null;
  #clientEnd: Moment | null = null;
  #clientReset: Moment | null = null;
  #serverFin: Moment | null = null;
  #serverReset: Moment | null = null;

  constructor(syn: Segment) {
    this.openedAt = syn.at;
    this.#client = syn.from;
    this.#initialSequence = syn.sequence;
    this.#sent.begin(syn.sequence);
  }

  /** Whether a SYN is this connection's own, sent again, and not another connection from the same port. */
  isRepeatedBy(syn: Segment): boolean {
    return syn.sequence === this.#initialSequence;
  }

  add(segment: Segment): void {
    const moment = { place: this.#places, at: segment.at };
    this.#places += 1;
    if (segment.from === this.#client) this.#addSent(segment, moment);
    else this.#addAnswered(segment, moment);
  }

  /** When the server's kernel took its part in the handshake. Whether its program ever took the connection is another question. */
  get acceptedAt(): number | null {
    return this.#acceptedAt;
  }

  /** When the server's kernel answered the SYN with a reset. */
  get turnedAwayAt(): number | null {
    return this.#turnedAwayAt;
  }

  /** The client's first FIN or RST. */
  get clientEnd(): Moment | null {
    return this.#clientEnd;
  }

  /** The client's first RST: its kernel sends one where it had bytes that the program never read. */
  get clientReset(): Moment | null {
    return this.#clientReset;
  }

  /** The server's first FIN or RST after the handshake. */
  get serverEnd(): Moment | null {
    const [fin, reset] = [this.#serverFin, this.#serverReset];
    return fin === null || (reset !== null && reset.place < fin.place) ? reset : fin;
  }

  /**
   * What the client can have read where the server ended the connection. A client that was held up between a FIN and a reset may
   * have read the end of the file, or have come when only the reset was left to see.
   */
  get serverEndings(): ServerEnding[] {
    const [fin, reset, gone] = [this.#serverFin, this.#serverReset, this.#clientEnd];
    const finCame = fin !== null && (reset === null || fin.place < reset.place);
    const resetCame = reset !== null && (!finCame || gone === null || reset.place < gone.place);
    return [...(finCame ? ['end-of-file' as const] : []), ...(resetCame ? ['reset' as const] : [])];
  }

  get requests(): Message[] {
    return readMessages(this.#sent.bytes);
  }

  get responses(): Message[] {
    return readMessages(this.#answered.bytes);
  }

  /** When the client had sent its first `length` bytes. */
  sentAt(length: number): Moment | null {
    return this.#sent.arrivalOf(length);
  }

  /** When the server had sent its first `length` bytes. */
  answeredAt(length: number): Moment | null {
    return this.#answered.arrivalOf(length);
  }

  #addSent({ sequence, payload, fin, rst, at }: Segment, moment: Moment): void {
    this.#sent.add(sequence, payload, moment.place, at);
    if (fin || rst) this.#clientEnd ??= moment;
    if (rst) this.#clientReset ??= moment;
  }

  #addAnswered({ sequence, payload, syn, fin, rst, at }: Segment, moment: Moment): void {
    if (syn) {
      this.#acceptedAt ??= at;
      this.#answered.begin(sequence);
    }
    this.#answered.add(sequence, payload, moment.place, at);
    if (rst && this.#acceptedAt === null) this.#turnedAwayAt ??= at;
    else if (rst) this.#serverReset ??= moment;
    else if (fin) this.#serverFin ??= moment;
  }
}
