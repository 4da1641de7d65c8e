import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES } from './lines.ts';

function split(chunks: Buffer[]): string[] {
  const splitter = new LineSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

describe('LineSplitter', () => {
  it('keeps the last line where no newline follows it', () => {
    expect(split([Buffer.from('one\ntwo')])).toEqual(['one', 'two']);
  });

  it('keeps empty lines and adds none at the end', () => {
    expect(split([Buffer.from('\none\n\n')])).toEqual(['', 'one', '']);
  });

  it('gives the same lines wherever the chunks are cut, inside a character too', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n') && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const chunks: Buffer[] = [];
        for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.subarray(start, start + size));
        expect(split(chunks)).toEqual(lines);
      }),
    );
  });

  it('keeps a line of exactly the longest length whole', () => {
    const longest = 'x'.repeat(MAX_LINE_BYTES);
    expect(split([Buffer.from(longest), Buffer.from('\nnext\n')])).toEqual([longest, 'next']);
  });

  it('cuts a longer line between characters and loses nothing of it', () => {
    const text = `x${'é'.repeat(MAX_LINE_BYTES)}`;
    const pieces = split([Buffer.from(`${text}\n`)]);
    expect(pieces.join('')).toBe(text);
    expect(pieces.length).toBe(3);
    for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  });

  it('holds no more than one line of a stream without newlines', () => {
    const splitter = new LineSplitter();
    const pieces = Array.from({ length: 40 }, () => splitter.push(Buffer.alloc(1000, 'x'))).flat();
    expect(pieces.map((piece) => piece.length)).toEqual([MAX_LINE_BYTES, MAX_LINE_BYTES]);
    expect(splitter.end().map((piece) => piece.length)).toEqual([40_000 - 2 * MAX_LINE_BYTES]);
  });

  it('shows bytes that are no UTF-8 as replacement characters', () => {
    expect(split([Buffer.from([0x61, 0xff, 0x62, 0x0a])])).toEqual(['a\ufffdb']);
  });
});
