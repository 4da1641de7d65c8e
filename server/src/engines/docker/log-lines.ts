import { LabError } from '../../errors.ts';
import type { LogLine } from '../engine.ts';
import { LineSplitter } from '../lines.ts';
import { logFrames } from './log-frames.ts';

type Output = LogLine['stream'];

const SPACE = 0x20;
const NEWLINE = 0x0a;

/**
 * The lines of a container's log that was asked for with timestamps: each frame is then one line, or a part of a line longer than
 * 16 KiB, behind its own timestamp.
 * @throws LabError `engine-failed` where the engine could not read the log
 */
export async function* logLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<LogLine> {
  const splitters: Record<Output, LineSplitter> = { stdout: new LineSplitter(), stderr: new LineSplitter() };
  /** When the first part of an output's incomplete line was written. */
  const since: Record<Output, number | null> = { stdout: null, stderr: null };
  let seq = 0;
  for await (const frame of logFrames(stream)) {
    const output = frame.stream;
    if (output === 'engine') {
      throw new LabError('engine-failed', `Docker could not read the log: ${frame.payload.toString('utf8').trim()}`);
    }
    const { writtenAt, payload } = takeTimestamp(frame.payload);
    since[output] ??= writtenAt;
    for (const text of splitters[output].push(payload)) {
      seq += 1;
      yield { seq, writtenAt: since[output], stream: output, text };
      since[output] = writtenAt;
    }
    if (payload.at(-1) === NEWLINE) since[output] = null;
  }
  for (const output of ['stdout', 'stderr'] as const) {
    for (const text of splitters[output].end()) {
      seq += 1;
      yield { seq, writtenAt: since[output], stream: output, text };
    }
  }
}

/** `2026-01-31T12:00:00.123456789Z text`, apart. Without a timestamp the bytes stay as they are. */
function takeTimestamp(bytes: Buffer): { writtenAt: number | null; payload: Buffer } {
  const space = bytes.indexOf(SPACE);
  const writtenAt = space === -1 ? null : parseTimestamp(bytes.toString('latin1', 0, space));
  return writtenAt === null ? { writtenAt, payload: bytes } : { writtenAt, payload: bytes.subarray(space + 1) };
}

/** Milliseconds since 1970 with the digits that `Date.parse` drops; null for what is no RFC 3339 time. */
export function parseTimestamp(text: string): number | null {
  const [, whole, fraction, zone] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (whole === undefined || zone === undefined) return null;
  const seconds = Date.parse(whole + zone);
  return Number.isNaN(seconds) ? null : seconds + Number(fraction ?? 0) * 1000;
}
