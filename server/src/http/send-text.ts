import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';

/** Answers with a text in chunks, no faster than the reader takes them. */
export async function sendText(response: Response, chunks: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(inTurns(chunks)), response);
  } catch (thrown) {
    if (!isReaderGone(thrown)) throw thrown;
  }
}

/** A reader on this machine takes chunks as fast as they are made: between two, whatever else the lab does has its turn. */
async function* inTurns(chunks: Iterable<string>): AsyncGenerator<string> {
  for (const chunk of chunks) {
    yield chunk;
    await nextTurn();
  }
}

/** Whoever asked has closed the connection: nothing is left to answer. */
function isReaderGone(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
