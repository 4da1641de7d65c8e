const HEADER_BYTES = 8;

/** One message of a multiplexed stream: which output it came from, and its bytes. */
export interface LogFrame {
  output: 'stdout' | 'stderr' | 'engine';
  payload: Buffer;
}

/**
 * Takes apart the engine's multiplexed stream: each message has a header of eight bytes, the output's number in the first and the
 * length in the last four (Engine API, "Attach to a container"). Chunks may end anywhere; a message that the stream's end cuts off
 * is dropped. Pulls from the stream only as fast as it is read itself, which holds the engine back: docker-modem's own
 * demultiplexer reads on regardless.
 * @throws Error where the bytes are no such stream
 */
export async function* logFrames(stream: AsyncIterable<Buffer | string>): AsyncGenerator<LogFrame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let start = 0;
    while (rest.length - start >= HEADER_BYTES) {
      const output = outputOf(rest.readUInt8(start)); // before the length is believed: it may be anything
      const end = start + HEADER_BYTES + rest.readUInt32BE(start + 4);
      if (rest.length < end) break;
      yield { output, payload: rest.subarray(start + HEADER_BYTES, end) };
      start = end;
    }
    rest = rest.subarray(start);
  }
}

function outputOf(number: number): LogFrame['output'] {
  if (number === 1) return 'stdout';
  if (number === 2) return 'stderr';
  if (number === 3) return 'engine';
  throw new Error(`the engine’s log stream has no output ${number}`);
}
