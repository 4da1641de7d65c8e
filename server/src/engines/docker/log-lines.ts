import { said } from '#protocol/language/say.ts';
import { LabError } from '../../errors.ts';
import type { LogLine } from '../engine.ts';
import { LineSplitter } from '../lines.ts';
import type { LogFrame } from './log-frames.ts';

type Output = LogLine['stream'];

const OUTPUTS: readonly Output[] = ['stdout', 'stderr'];
const SPACE = 0x20;
const NEWLINE = 0x0a;

/**
 * Makes lines of the frames of a log that was asked for with timestamps: each frame is then one line, or a part of a line longer
 * than 16 KiB, behind its own timestamp.
 */
export class LogLines {
  readonly #splitters: Record<Output, LineSplitter> = { stdout: new LineSplitter(), stderr: new LineSplitter() };
  /** When the first part of an output's incomplete line was written. */
  readonly #since: Record<Output, number | null> = { stdout: null, stderr: null };
  #seq = 0;

  /** The lines that this frame completes. @throws LabError `engine-failed` where the engine says that it cannot read the log */
  push(frame: LogFrame): LogLine[] {
    const { output } = frame;
    if (output === 'engine') {
      const reason = frame.payload.toString('utf8').trim();
      throw new LabError('engine-failed', said('Docker could not read the log: {reason}', { reason }));
    }
    const { writtenAt, payload } = takeTimestamp(frame.payload);
    this.#since[output] ??= writtenAt;
    const lines = this.#splitters[output].push(payload).map((text) => {
      const line = this.#line(output, text);
      this.#since[output] = writtenAt;
      return line;
    });
    if (payload.at(-1) === NEWLINE) this.#since[output] = null;
    return lines;
  }

  /** The last lines of both outputs where no newline ended them. */
  end(): LogLine[] {
    return OUTPUTS.flatMap((output) => this.#splitters[output].end().map((text) => this.#line(output, text)));
  }

  #line(output: Output, text: string): LogLine {
    this.#seq += 1;
    return { seq: this.#seq, writtenAt: this.#since[output], stream: output, text };
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
