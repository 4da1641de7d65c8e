import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ResponseReader } from './response-reader.ts';

interface Result {
  state: string;
  status: number | null;
  reusable: boolean;
}

/** Reads a response that comes in the given pieces, then perhaps an end of file. */
function read(pieces: readonly string[], { eof = false, reader = new ResponseReader() } = {}): Result {
  reader.begin();
  for (const piece of pieces) {
    const bytes = Buffer.from(piece, 'latin1');
    reader.read(bytes, bytes.length);
  }
  if (eof) reader.end();
  const { state, status, reusable } = reader;
  return { state, status, reusable };
}

const SIZED = 'HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n';
const CLOSED = 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok';
const TO_THE_END = 'HTTP/1.1 200 OK\r\n\r\nall that comes';

describe('ResponseReader', () => {
  test('a response is whole by its length, by its last chunk, or without a body', () => {
    expect(read([SIZED])).toEqual({ state: 'whole', status: 201, reusable: true });
    expect(read([CHUNKED])).toEqual({ state: 'whole', status: 200, reusable: true });
    expect(read(['HTTP/1.1 204 No Content\r\n\r\n'])).toEqual({ state: 'whole', status: 204, reusable: true });
  });

  test('a body that goes to the end of file is whole there and not before', () => {
    expect(read([TO_THE_END])).toMatchObject({ state: 'reading', status: 200 });
    expect(read([TO_THE_END], { eof: true })).toEqual({ state: 'whole', status: 200, reusable: false });
  });

  test('an end of file anywhere else makes no response whole', () => {
    for (const whole of [SIZED, CHUNKED, CLOSED]) {
      for (let end = 0; end < whole.length; end += 1) {
        expect(read([whole.slice(0, end)], { eof: true }).state).toBe('reading');
      }
    }
  });

  test('reads the same however the bytes are cut into pieces', () => {
    const cuts = fc.array(fc.nat({ max: CHUNKED.length }));
    fc.assert(
      fc.property(fc.constantFrom(SIZED, CHUNKED, CLOSED), cuts, (whole, places) => {
        const sorted = [0, ...places.sort((a, b) => a - b), whole.length];
        const pieces = sorted.slice(1).map((end, index) => whole.slice(sorted[index], end));
        expect(read(pieces)).toEqual(read([whole]));
      }),
    );
  });

  test('the server decides whether its connection can be used again', () => {
    expect(read([CLOSED])).toEqual({ state: 'whole', status: 200, reusable: false });
    expect(read(['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n']).reusable).toBe(false);
  });

  test('reads one response after the other', () => {
    const reader = new ResponseReader();
    for (const text of [SIZED, CHUNKED, SIZED, CHUNKED]) expect(read([text], { reader }).state).toBe('whole');
    expect(read([CHUNKED.replace('5\r', 'zz\r')], { reader }).state).toBe('malformed');
  });

  test('passes over interim responses', () => {
    const interim = 'HTTP/1.1 100 Continue\r\n\r\n';
    expect(read([interim])).toMatchObject({ state: 'reading', status: null });
    expect(read([interim + SIZED])).toEqual({ state: 'whole', status: 201, reusable: true });
  });

  test.each([
    'garbage that is no HTTP\r\n',
    'HTTP/1.1 OK\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nok',
    'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloooo\r\n0\r\n\r\n',
  ])('finds %j malformed', (text) => {
    expect(read([text]).state).toBe('malformed');
  });

  test('bytes beyond the response leave it whole and the connection not to be used again', () => {
    expect(read([`${SIZED}${SIZED}`])).toEqual({ state: 'whole', status: 201, reusable: false });
    expect(read([`${SIZED}garbage\r\n`])).toEqual({ state: 'whole', status: 201, reusable: false });
  });

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (pieces) => {
        expect(() => read(pieces, { eof: true })).not.toThrow();
        expect(() => read([SIZED.slice(0, 40), ...pieces], { eof: true })).not.toThrow();
      }),
    );
  });
});
