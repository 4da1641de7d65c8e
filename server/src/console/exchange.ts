import { connect } from 'node:net';
import { HTTPParser } from 'http-parser-js';

/** What is kept of an answer, in bytes: more than a person reads. */
export const MOST_BYTES = 64 * 1024;

/** How a request's time on its connection ended, and how far it had come. */
export interface Exchanged {
  ending: 'answer' | 'end-of-file' | 'reset' | 'patience' | 'malformed' | 'too-large' | 'unreachable';
  isConnected: boolean;
  /** The status line and headers; null before they were read. */
  head: { status: string; headers: string[]; length: number | null } | null;
  body: Buffer;
  tookMs: number;
}

/**
 * Sends one request on a connection of its own and tells what happened on that. Never rejects, but where it is given up.
 * @param maxMs the time to connect included
 * @throws the signal's reason
 */
export async function exchange(
  { host, port }: { host: string; port: number },
  request: Buffer,
  { maxMs, isHead, abortSignal }: { maxMs: number; isHead: boolean; abortSignal: AbortSignal },
): Promise<Exchanged> {
  abortSignal.throwIfAborted();
  const began = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>();
  const answer = new Answer(isHead);
  const socket = connect({ host, port, noDelay: true });
  let isConnected = false;
  const end = (ending: Exchanged['ending']) => {
    const { head, body } = answer;
    resolve({ ending, isConnected, head, body, tookMs: Math.round(performance.now() - began) });
    socket.destroy();
  };
  const giveUp = () => {
    reject(abortSignal.reason);
    socket.destroy();
  };
  const patience = setTimeout(() => end('patience'), maxMs);
  abortSignal.addEventListener('abort', giveUp, { once: true });
  socket
    .on('connect', () => {
      isConnected = true;
      socket.write(request);
    })
    .on('data', (bytes) => {
      answer.read(bytes);
      if (answer.state !== 'reading') end(answer.state);
    })
    .on('end', () => {
      answer.end();
      end(answer.state === 'answer' ? 'answer' : 'end-of-file');
    })
    .on('error', () => end(isConnected ? 'reset' : 'unreachable'));
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    abortSignal.removeEventListener('abort', giveUp);
  }
}

/** One answer, as far as it was read. */
class Answer {
  head: Exchanged['head'] = null;
  state: 'reading' | 'answer' | 'malformed' | 'too-large' = 'reading';
  readonly #parser = new HTTPParser(HTTPParser.RESPONSE);
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(isHead: boolean) {
    this.#parser[HTTPParser.kOnHeadersComplete] = (info) => {
      if (info.statusCode < 200 && info.statusCode !== 101) return; // what is only announced
      const { versionMajor, versionMinor, statusCode, statusMessage, headers } = info;
      this.head = {
        status: `HTTP/${versionMajor}.${versionMinor} ${statusCode} ${statusMessage}`,
        headers: pairs(headers),
        length: lengthIn(headers),
      };
      return isHead ? 1 : undefined; // 1: no body follows, whatever its length is said to be
    };
    this.#parser[HTTPParser.kOnBody] = (bytes, offset, length) => {
      this.#chunks.push(Buffer.from(bytes.subarray(offset, offset + length)));
      this.#bytes += length;
      if (this.#bytes > MOST_BYTES) this.state = 'too-large';
    };
    this.#parser[HTTPParser.kOnMessageComplete] = () => {
      if (this.head !== null && this.state === 'reading') this.state = 'answer';
    };
  }

  get body(): Buffer {
    return Buffer.concat(this.#chunks).subarray(0, MOST_BYTES);
  }

  read(bytes: Buffer): void {
    const result = this.#parser.execute(bytes, 0, bytes.length);
    if (typeof result !== 'number' && this.state === 'reading') this.state = 'malformed';
  }

  end(): void {
    this.#parser.finish();
  }
}

function pairs(headers: readonly string[]): string[] {
  return headers.flatMap((name, place) => (place % 2 === 0 ? [`${name}: ${headers[place + 1] ?? ''}`] : []));
}

function lengthIn(headers: readonly string[]): number | null {
  const place = headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'content-length');
  const value = place === -1 ? '' : (headers[place + 1] ?? '');
  return /^\d+$/.test(value) ? Number(value) : null;
}
