import { describe, expect, it } from 'vitest';
import { LabError } from '../../errors.ts';
import type { LogLine } from '../engine.ts';
import { logFrames } from './log-frames.ts';
import { LogLines, parseTimestamp } from './log-lines.ts';

const FIRST = '2026-01-31T12:00:00.000500000Z';
const SECOND = '2026-01-31T12:00:01.250000000Z';
const FIRST_MS = Date.UTC(2026, 0, 31, 12) + 0.5;
const SECOND_MS = Date.UTC(2026, 0, 31, 12) + 1250;

function frame(output: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(output, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

/** The lines of a stream that comes in chunks of a size. */
async function linesOf(bytes: Buffer, chunkSize = bytes.length): Promise<LogLine[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let start = 0; start < bytes.length; start += chunkSize) yield bytes.subarray(start, start + chunkSize);
  }
  const lines = new LogLines();
  const read: LogLine[] = [];
  for await (const message of logFrames(chunks())) read.push(...lines.push(message));
  return [...read, ...lines.end()];
}

describe('a Docker log', () => {
  it('is taken apart into its two outputs, each line with the time when it was written', async () => {
    const bytes = Buffer.concat([frame(1, `${FIRST} out\n`), frame(2, `${SECOND} err\n`)]);
    expect(await linesOf(bytes)).toEqual([
      { seq: 1, writtenAt: FIRST_MS, stream: 'stdout', text: 'out' },
      { seq: 2, writtenAt: SECOND_MS, stream: 'stderr', text: 'err' },
    ]);
  });

  it('is the same wherever its chunks are cut', async () => {
    const bytes = Buffer.concat([frame(1, `${FIRST} é\n`), frame(2, `${FIRST} \n`), frame(1, `${SECOND} last`)]);
    const whole = await linesOf(bytes);
    expect(whole.map((line) => line.text)).toEqual(['é', '', 'last']);
    for (let size = 1; size < 12; size += 1) expect(await linesOf(bytes, size)).toEqual(whole);
  });

  it('joins the parts of a long line, and keeps the time of the first', async () => {
    const bytes = Buffer.concat([frame(1, `${FIRST} one `), frame(2, `${FIRST} err\n`), frame(1, `${SECOND} two\n`)]);
    expect((await linesOf(bytes)).at(-1)).toEqual({ seq: 2, writtenAt: FIRST_MS, stream: 'stdout', text: 'one two' });
  });

  it('keeps a line that begins with something like a time', async () => {
    const [line] = await linesOf(frame(1, `${FIRST} ${SECOND} text\n`));
    expect(line?.text).toBe(`${SECOND} text`);
  });

  it('drops a message that the end of the stream cuts off', async () => {
    const bytes = Buffer.concat([frame(1, `${FIRST} whole\n`), frame(1, `${SECOND} cut off\n`)]);
    expect((await linesOf(bytes.subarray(0, -3))).map((line) => line.text)).toEqual(['whole']);
  });

  it('throws what Docker says of a log that it cannot read', async () => {
    await expect(linesOf(frame(3, 'no space left'))).rejects.toThrow(LabError);
  });

  it('throws where the bytes are no multiplexed stream', async () => {
    await expect(linesOf(Buffer.from('plain text of a terminal'))).rejects.toThrow('has no output');
  });
});

describe('parseTimestamp', () => {
  it('keeps the digits below a millisecond', () => {
    expect(parseTimestamp('2026-01-31T12:00:00.123456Z')).toBeCloseTo(Date.UTC(2026, 0, 31, 12) + 123.456, 3);
  });

  it('is null for what is no time', () => {
    for (const text of ['', 'out', '2026-01-31', '2026-99-31T12:00:00Z']) expect(parseTimestamp(text)).toBeNull();
  });
});
