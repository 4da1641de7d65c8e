/** A packet as it was captured. */
export interface Packet {
  /** When it passed, in milliseconds since 1970 by the kernel's clock. */
  at: number;
  bytes: Buffer;
}

/** What the first four bytes of a capture say of the rest: the order of its bytes, and what its fractions of a second are. */
const MAGICS: Record<number, { little: boolean; fractionsAMs: number }> = {
  3569595041: { little: true, fractionsAMs: 1e3 },
  1295823521: { little: true, fractionsAMs: 1e6 },
  2712847316: { little: false, fractionsAMs: 1e3 },
  2712812621: { little: false, fractionsAMs: 1e6 },
};

const FILE_HEADER_BYTES = 24;
const PACKET_HEADER_BYTES = 16;

/** Reads a capture in the classic pcap format (draft-ietf-opsawg-pcap) as it comes in, in pieces of any size. */
export class PcapReader {
  readonly #linkType: number;
  #format: { little: boolean; fractionsAMs: number } | null = null;
  #unread: Buffer = Buffer.alloc(0);

  /** @param linkType the only one that the caller understands */
  constructor(linkType: number) {
    this.#linkType = linkType;
  }

  /** The packets that became whole with this piece. @throws Error for bytes that are no such capture */
  push(piece: Buffer): Packet[] {
    this.#unread = Buffer.concat([this.#unread, piece]);
    if (this.#format === null && !this.#readFileHeader()) return [];
    const packets: Packet[] = [];
    for (;;) {
      const packet = this.#readPacket();
      if (packet === null) return packets;
      packets.push(packet);
    }
  }

  #readFileHeader(): boolean {
    if (this.#unread.length < FILE_HEADER_BYTES) return false;
    const format = MAGICS[this.#unread.readUInt32BE(0)];
    if (format === undefined) throw new Error('This is no pcap capture.');
    this.#format = format;
    const linkType = this.#number(20) & 0xffff;
    if (linkType !== this.#linkType) throw new Error(`The capture has link type ${linkType}, not ${this.#linkType}.`);
    this.#unread = this.#unread.subarray(FILE_HEADER_BYTES);
    return true;
  }

  #readPacket(): Packet | null {
    if (this.#unread.length < PACKET_HEADER_BYTES || this.#format === null) return null;
    const [seconds, fractions, captured, original] = [0, 4, 8, 12].map((offset) => this.#number(offset));
    if (seconds === undefined || fractions === undefined || captured === undefined) return null;
    if (captured !== original) throw new Error(`A packet of ${original} bytes was captured with ${captured} only.`);
    const end = PACKET_HEADER_BYTES + captured;
    if (this.#unread.length < end) return null;
    const bytes = this.#unread.subarray(PACKET_HEADER_BYTES, end);
    this.#unread = this.#unread.subarray(end);
    return { at: seconds * 1e3 + fractions / this.#format.fractionsAMs, bytes };
  }

  #number(offset: number): number {
    return this.#format?.little === false ? this.#unread.readUInt32BE(offset) : this.#unread.readUInt32LE(offset);
  }
}
