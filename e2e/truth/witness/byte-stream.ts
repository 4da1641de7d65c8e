/** The bytes that one side of a connection sent, put together from its segments by their sequence numbers. */
export class ByteStream {
  #first: number | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  /** Segments that came before the one in front of them, by where they begin. */
  readonly #ahead = new Map<number, Buffer>();
  /** After which segment of the connection how many bytes were there. */
  readonly #arrivals: { length: number; place: number; at: number }[] = [];

  /** @param sequence the number of the SYN: the first byte has the next one */
  begin(sequence: number): void {
    this.#first ??= (sequence + 1) >>> 0;
  }

  /** All bytes without a hole so far. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** @param place which segment of the connection this is, and `at` when it passed */
  add(sequence: number, payload: Buffer, place: number, at: number): void {
    if (payload.length === 0 || this.#first === null) return;
    // Numbers wrap at 2^32; what begins before the first byte (a keep-alive probe) is nothing new.
    const offset = (sequence - this.#first) >>> 0;
    if (offset >= 2 ** 31) return;
    const known = this.#ahead.get(offset);
    if (known === undefined || known.length < payload.length) this.#ahead.set(offset, payload);
    this.#join();
    this.#arrivals.push({ length: this.#bytes.length, place, at });
  }

  /** The segment with which the first `length` bytes were complete; null where they never were. */
  arrivalOf(length: number): { place: number; at: number } | null {
    return this.#arrivals.find((arrival) => arrival.length >= length) ?? null;
  }

  #join(): void {
    for (;;) {
      const next = [...this.#ahead].find(([offset]) => offset <= this.#bytes.length);
      if (next === undefined) return;
      const [offset, payload] = next;
      this.#ahead.delete(offset);
      const fresh = payload.subarray(this.#bytes.length - offset); // a retransmission may begin with what is known
      if (fresh.length > 0) this.#bytes = Buffer.concat([this.#bytes, fresh]);
    }
  }
}
