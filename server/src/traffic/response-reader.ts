import { HTTPParser } from 'http-parser-js';

type Parser = InstanceType<typeof HTTPParser>;

const DECIMAL = /^\d+$/;
/** A chunk's first line (RFC 9112, 7.1): its size in hexadecimal, then perhaps extensions. */
const CHUNK_HEAD = /^[0-9a-fA-F]+[ \t]*(;.*)?$/;

/** Reads the responses of one connection, one after the other, and says when each is whole. The parsing is http-parser-js's. */
export class ResponseReader {
  readonly #parser: Parser = new HTTPParser(HTTPParser.RESPONSE);
  #state: 'reading' | 'whole' | 'malformed' = 'whole';
  #status: number | null = null;
  #reusable = false;
  #insisting = false;

  constructor() {
    this.#parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, shouldKeepAlive, headers }) => {
      if (this.#state !== 'reading') {
        this.#reusable = false; // a second response to one request: what follows belongs to nobody
        return;
      }
      this.#status = statusCode;
      this.#reusable = shouldKeepAlive;
      this.#checkFraming(headers);
    };
    this.#parser[HTTPParser.kOnMessageComplete] = () => {
      if (this.#state === 'reading' && !isInterim(this.#status)) this.#state = 'whole';
    };
  }

  /** `whole` once the response was read to its end; an end of file may be that end, where the response says so. */
  get state(): 'reading' | 'whole' | 'malformed' {
    return this.#state;
  }

  /** The status code, null before it was read. */
  get status(): number | null {
    return isInterim(this.#status) ? null : this.#status;
  }

  /** Whether the server lets its connection be used again. */
  get reusable(): boolean {
    return this.#state === 'whole' && this.#reusable;
  }

  /** Makes ready for the next response. */
  begin(): void {
    this.#state = 'reading';
    this.#status = null;
    this.#reusable = false;
  }

  read(bytes: Buffer, length: number): void {
    const result = this.#parser.execute(bytes, 0, length);
    if (typeof result !== 'number') this.#fail();
  }

  /** The server closed its side. */
  end(): void {
    this.#parser.finish();
  }

  /** Bytes that cannot be read spoil a response that is not whole yet, and the connection in any case. */
  #fail(): void {
    if (this.#state === 'reading') this.#state = 'malformed';
    this.#reusable = false;
  }

  /** http-parser-js is lenient where leniency would let a broken body pass for a whole one. */
  #checkFraming(headers: string[]): void {
    for (let place = 0; place < headers.length; place += 2) {
      const name = headers[place]?.toLowerCase();
      const value = headers[place + 1] ?? '';
      if (name === 'content-length' && !DECIMAL.test(value)) this.#fail();
      if (name === 'transfer-encoding' && !this.#insisting) {
        insistOnChunkSizes(this.#parser);
        this.#insisting = true;
      }
    }
  }
}

/** An interim response (100 Continue, 103 Early Hints) announces the real one. 101 would be final, but nobody asks to switch. */
function isInterim(status: number | null): boolean {
  return status !== null && status >= 100 && status < 200 && status !== 101;
}

const HEAD_STEP = 'BODY_CHUNKHEAD';
const LINE_STEP = 'consumeLine';

/**
 * Makes a parser refuse a chunk whose size is no number. http-parser-js 0.5 takes it for the last chunk, which has size 0, and
 * so calls a torn body whole.
 */
function insistOnChunkSizes(parser: Parser): void {
  const readHead = parser[HEAD_STEP];
  const readLine = parser[LINE_STEP];
  let inHead = false;
  parser[HEAD_STEP] = () => {
    inHead = true;
    readHead.call(parser);
    inHead = false;
  };
  parser[LINE_STEP] = () => {
    const line = readLine.call(parser);
    if (inHead && typeof line === 'string' && !CHUNK_HEAD.test(line)) throw new Error('A chunk has no size.');
    return line;
  };
}
