import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Segment } from './packet.ts';
import { dissect, LINUX_SLL2 } from './packet.ts';
import { PcapReader } from './pcap.ts';

/**
 * The kernel's buffer for packets that tcpdump has not read yet, in KiB, and the bytes that it keeps of each, which is what each
 * takes there: a burst must fit, or packets are dropped. No packet of a trial is larger; one that is stops the reader.
 */
const BUFFER_KIB = 32 * 1024;
const PACKET_BYTES = 4096;
/** How often a marker is sent again until it is seen, and how long it may take, in milliseconds. */
const MARKER_EVERY_MS = 20;
const MARKER_PATIENCE_MS = 15_000;

/** An IPv4 address and a port. */
export interface ServerAddress {
  host: string;
  port: number;
}

/** Packets are missing: nothing may be concluded from the others. */
export class IncompleteCaptureError extends Error {}

/**
 * A packet capture by tcpdump, on all interfaces. That it has begun, and that it has seen everything so far, is known by a marker:
 * a datagram of the capture's own, on its way through the same kernel buffer behind all packets before it.
 */
export class Capture implements AsyncDisposable {
  readonly segments: Segment[] = [];
  readonly #tcpdump: ChildProcess;
  readonly #marker: Socket;
  readonly #closed: Promise<void>;
  readonly #reader = new PcapReader(LINUX_SLL2);
  #disposing: Promise<void> | null = null;
  #failure: Error | null = null;
  #words = '';
  #lastMarker = 0;
  #lastSeen = 0;

  private constructor(servers: ServerAddress[], marker: Socket) {
    this.#marker = marker;
    const { port } = marker.address();
    const filters = servers.map((server) => `(tcp and host ${server.host} and port ${server.port})`);
    const filter = [...filters, `(udp and host 127.0.0.1 and dst port ${port})`].join(' or ');
    const sizes = ['-B', String(BUFFER_KIB), '-s', String(PACKET_BYTES)];
    const options = ['-i', 'any', '-y', 'LINUX_SLL2', '-n', '-U', '--immediate-mode', ...sizes, '-w', '-'];
    this.#tcpdump = spawn('tcpdump', [...options, filter], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#closed = new Promise((done) => {
      this.#tcpdump.once('error', (error) => {
        this.#failure ??= error;
        done();
      });
      this.#tcpdump.once('close', () => done());
    });
    this.#tcpdump.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#words += text;
    });
    this.#tcpdump.stdout?.on('data', (piece: Buffer) => this.#take(piece));
  }

  /**
   * Begins to capture all TCP from and to some servers; resolves when it does.
   * @throws Error with tcpdump's words where it is missing or not permitted
   */
  static async start(servers: ServerAddress[]): Promise<Capture> {
    const marker = createSocket('udp4');
    marker.bind(0, '127.0.0.1');
    await once(marker, 'listening');
    const capture = new Capture(servers, marker);
    try {
      await capture.#mark();
    } catch (error) {
      await capture[Symbol.asyncDispose]();
      throw error;
    }
    return capture;
  }

  /** Ends it when it has seen everything so far. @throws IncompleteCaptureError where packets were dropped */
  async end(): Promise<void> {
    await this.#mark();
    await this[Symbol.asyncDispose]();
    if (this.#failure !== null) throw this.#failure;
    const dropped = /^(\d+) packets? dropped by kernel$/m.exec(this.#words)?.[1];
    if (dropped === '0') return;
    throw new IncompleteCaptureError(`tcpdump dropped ${dropped ?? 'an unknown number of'} packets.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposing ??= this.#dispose();
    await this.#disposing;
  }

  /** Sends a marker, again and again until it is seen: tcpdump may not have begun yet. */
  async #mark(): Promise<void> {
    this.#lastMarker += 1;
    const wanted = this.#lastMarker;
    const deadline = performance.now() + MARKER_PATIENCE_MS;
    let over = false;
    void this.#closed.then(() => {
      over = true;
    });
    while (this.#lastSeen < wanted) {
      if (this.#failure !== null) throw this.#failure;
      if (over) throw new Error(`tcpdump ended: ${this.#words.trim()}`);
      if (performance.now() > deadline) throw new IncompleteCaptureError('tcpdump did not see the marker.');
      this.#marker.send(String(wanted), this.#marker.address().port, '127.0.0.1');
      await delay(MARKER_EVERY_MS);
    }
  }

  #take(piece: Buffer): void {
    try {
      for (const { at, bytes } of this.#reader.push(piece)) {
        const found = dissect(bytes, at);
        if (found === null) continue;
        if ('datagram' in found) this.#lastSeen = Number(found.datagram.toString());
        else this.segments.push(found);
      }
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    }
  }

  async #dispose(): Promise<void> {
    this.#tcpdump.kill('SIGINT');
    await this.#closed;
    const closed = once(this.#marker, 'close');
    this.#marker.close();
    await closed;
  }
}
