import type { Segment } from './packet.ts';

export const CLIENT = '10.0.0.1:40000';
export const SERVER = '10.0.0.2:8000';

type Flags = Partial<Pick<Segment, 'syn' | 'ack' | 'fin' | 'rst'>>;

/** For tests: the segments of one connection, written down in the order in which they pass. */
export class Script {
  readonly segments: Segment[] = [];
  readonly #client: string;
  #clientNext: number;
  #serverNext = 5_000;
  #now = 0;

  constructor(client = CLIENT, initialSequence = 1_000) {
    this.#client = client;
    this.#clientNext = initialSequence;
  }

  /** Lets time go by, in milliseconds. */
  wait(ms: number): this {
    this.#now += ms;
    return this;
  }

  /** The client's side: a segment with flags, text, or both. */
  client(flags: Flags, text = ''): this {
    this.#push(this.#client, SERVER, this.#clientNext, { ack: true, ...flags }, text);
    this.#clientNext += text.length + (flags.syn || flags.fin ? 1 : 0);
    return this;
  }

  /** The server's side. */
  server(flags: Flags, text = ''): this {
    this.#push(SERVER, this.#client, this.#serverNext, { ack: true, ...flags }, text);
    this.#serverNext += text.length + (flags.syn || flags.fin ? 1 : 0);
    return this;
  }

  /** The last segment once more, as TCP sends it again. */
  again(): this {
    const last = this.segments.at(-1);
    if (last !== undefined) this.segments.push({ ...last });
    return this;
  }

  /** A whole handshake. */
  connect(): this {
    return this.client({ syn: true, ack: false }).server({ syn: true }).client({});
  }

  request(id: number): this {
    return this.client({}, requestText(id));
  }

  respond(status = 201, body = 'done'): this {
    return this.server({}, responseText(status, body));
  }

  #push(from: string, to: string, sequence: number, flags: Flags, text: string): void {
    const none = { syn: false, ack: false, fin: false, rst: false };
    const payload = Buffer.from(text, 'latin1');
    this.segments.push({ at: this.#now, interfaceIndex: 1, from, to, sequence, ...none, ...flags, payload });
  }
}

export function requestText(id: number, body = '{"n":1}'): string {
  return `POST /api HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

export function responseText(status: number, body: string): string {
  return `HTTP/1.1 ${status} Whatever\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
