import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteStream } from './byte-stream.ts';

const text = Buffer.from('All that one side of a connection sent.');
const piece = fc
  .tuple(fc.nat(text.length), fc.nat(text.length))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

test('pieces in any order, overlapping and sent again, give the bytes that were sent', () => {
  fc.assert(
    fc.property(fc.array(piece), fc.nat(2 ** 32 - 1), (pieces, initialSequence) => {
      const stream = new ByteStream();
      stream.begin(initialSequence);
      const covered = Array.from(text, () => false);
      for (const [place, [start, end]] of [...pieces, [0, 0] as const].entries()) {
        stream.add((initialSequence + 1 + start) % 2 ** 32, text.subarray(start, end), place, place);
        covered.fill(true, start, end);
        const hole = covered.indexOf(false);
        expect(stream.bytes).toEqual(text.subarray(0, hole < 0 ? text.length : hole));
      }
    }),
  );
});

test('says with which piece so many bytes were there', () => {
  const stream = new ByteStream();
  stream.begin(0);
  stream.add(1, text.subarray(0, 4), 10, 100);
  stream.add(9, text.subarray(8, 12), 11, 110);
  stream.add(5, text.subarray(4, 8), 12, 120);
  expect([1, 4, 5, 12].map((length) => stream.arrivalOf(length)?.place)).toEqual([10, 10, 12, 12]);
  expect(stream.arrivalOf(13)).toBeNull();
});

test('takes nothing that comes before the handshake, nor a probe before the first byte', () => {
  const stream = new ByteStream();
  stream.add(1, text, 0, 0);
  stream.begin(500);
  stream.add(500, Buffer.from('x'), 1, 1);
  expect(stream.bytes).toEqual(Buffer.alloc(0));
});
