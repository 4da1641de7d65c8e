import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PcapReader } from './pcap.ts';

const LINK_TYPE = 276;

interface Made {
  seconds: number;
  fractions: number;
  bytes: Uint8Array;
}

/** A capture as tcpdump on a machine of either byte order writes it. */
function capture(packets: Made[], { magic = 0xa1b2c3d4, little = true, linkType = LINK_TYPE, cut = 0 } = {}): Buffer {
  const numbers = (...values: number[]) => {
    const made = Buffer.alloc(values.length * 4);
    for (const [place, value] of values.entries()) {
      if (little) made.writeUInt32LE(value, place * 4);
      else made.writeUInt32BE(value, place * 4);
    }
    return made;
  };
  const head = numbers(magic, 0x00040002, 0, 0, 4096, linkType);
  const bodies = packets.flatMap(({ seconds, fractions, bytes }) => [
    numbers(seconds, fractions, bytes.length, bytes.length + cut),
    Buffer.from(bytes),
  ]);
  return Buffer.concat([head, ...bodies]);
}

const packet = fc.record({
  seconds: fc.nat(2 ** 31),
  fractions: fc.nat(999_999),
  bytes: fc.uint8Array({ maxLength: 40 }),
});

test('reads every packet, in whatever pieces the capture comes', () => {
  fc.assert(
    fc.property(fc.array(packet), fc.boolean(), fc.integer({ min: 1, max: 64 }), (packets, little, size) => {
      const whole = capture(packets, { little });
      const reader = new PcapReader(LINK_TYPE);
      const read = [];
      for (let start = 0; start < whole.length; start += size)
        read.push(...reader.push(whole.subarray(start, start + size)));
      expect(read.map(({ at, bytes }) => [at, [...bytes]])).toEqual(
        packets.map(({ seconds, fractions, bytes }) => [seconds * 1_000 + fractions / 1_000, [...bytes]]),
      );
    }),
  );
});

test('reads nanoseconds where the capture has them', () => {
  const whole = capture([{ seconds: 3, fractions: 500_000_000, bytes: new Uint8Array(1) }], { magic: 0xa1b23c4d });
  expect(new PcapReader(LINK_TYPE).push(whole)[0]?.at).toBe(3_500);
});

test('refuses what is no capture, has another link type, or holds less than a packet', () => {
  const one = { seconds: 0, fractions: 0, bytes: new Uint8Array(4) };
  const read = (bytes: Buffer) => new PcapReader(LINK_TYPE).push(bytes);
  expect(() => read(Buffer.alloc(24))).toThrow('no pcap capture');
  expect(() => read(capture([], { linkType: 1 }))).toThrow('link type 1');
  expect(() => read(capture([one], { cut: 1 }))).toThrow('with 4 only');
});
