/** Linux "cooked" capture, version 2: what `tcpdump -i any` writes (www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html). */
export const LINUX_SLL2 = 276;

const SLL2_BYTES = 20;
const IPV4 = 0x0800;
const TCP = 6;
const UDP = 17;

/** One TCP segment (RFC 9293, 3.1) on one of the machine's interfaces. */
export interface Segment {
  /** In milliseconds since 1970. */
  at: number;
  interfaceIndex: number;
  /** `address:port`. */
  from: string;
  to: string;
  sequence: number;
  syn: boolean;
  ack: boolean;
  fin: boolean;
  rst: boolean;
  payload: Buffer;
}

/** What a captured packet carries; null for what is neither TCP nor UDP over IPv4. */
export function dissect(bytes: Buffer, at: number): Segment | { datagram: Buffer } | null {
  if (bytes.readUInt16BE(0) !== IPV4) return null;
  const interfaceIndex = bytes.readUInt32BE(4);
  const packet = bytes.subarray(SLL2_BYTES);
  const headerBytes = (packet.readUInt8(0) & 0x0f) * 4;
  const protocol = packet.readUInt8(9);
  // By its own length: a short packet may be followed by padding.
  const body = packet.subarray(headerBytes, packet.readUInt16BE(2));
  if (protocol === UDP) return { datagram: body.subarray(8) };
  if (protocol !== TCP) return null;
  const flags = body.readUInt8(13);
  return {
    at,
    interfaceIndex,
    from: `${address(packet, 12)}:${body.readUInt16BE(0)}`,
    to: `${address(packet, 16)}:${body.readUInt16BE(2)}`,
    sequence: body.readUInt32BE(4),
    fin: (flags & 0x01) !== 0,
    syn: (flags & 0x02) !== 0,
    rst: (flags & 0x04) !== 0,
    ack: (flags & 0x10) !== 0,
    payload: body.subarray((body.readUInt8(12) >> 4) * 4),
  };
}

function address(packet: Buffer, offset: number): string {
  return packet.subarray(offset, offset + 4).join('.');
}
