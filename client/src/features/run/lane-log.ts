import type { LaneLogLine, LogBatch } from '#protocol/log.ts';

/** As many lines as a terminal scrolls back and the lab keeps. */
const MAX_ENTRIES = 10_000;

/** Lines that the lab no longer had when this page asked for them, or that the page itself no longer shows. */
export interface LogGap {
  skipped: number;
}

export type LogEntry = LaneLogLine | LogGap;

/** Draws entries; resolves when they are on screen. */
export type LogSink = (entries: readonly LogEntry[]) => Promise<void>;

/**
 * A lane's log as this page has it, outside of React: what came in order, each line once. A terminal that is mounted later, or
 * anew, gets all of it.
 */
export class LaneLog {
  #entries: LogEntry[] = [];
  #lastSeq = 0;
  #revision = 0;
  readonly #sinks = new Set<LogSink>();

  /** The last line that came: what the page asks to go on after. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Goes up with every change. */
  get revision(): number {
    return this.#revision;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Whether lines that the container said are not here: older ones were let go, or the lab no longer had them. */
  get isCut(): boolean {
    const [first] = this.#entries;
    return first !== undefined && ('skipped' in first || first.seq > 1);
  }

  /** Takes a batch; resolves when every terminal has drawn it. Lines that are here already are left out. */
  async take(batch: LogBatch): Promise<void> {
    const fresh: LogEntry[] = [];
    for (const line of batch.lines) {
      if (line.seq <= this.#lastSeq) continue;
      if (line.seq > this.#lastSeq + 1) fresh.push({ skipped: line.seq - this.#lastSeq - 1 });
      fresh.push(line);
      this.#lastSeq = line.seq;
    }
    if (fresh.length === 0) return;
    this.#entries.push(...fresh);
    // Cutting now and then, not with every line, keeps a flood cheap.
    if (this.#entries.length > MAX_ENTRIES * 1.2) this.#entries = lastOf(this.#entries, MAX_ENTRIES);
    this.#revision += 1;
    await Promise.all([...this.#sinks].map((sink) => sink(fresh)));
  }

  /** Draws everything so far, then what comes; the answer ends it. */
  attach(sink: LogSink): () => void {
    this.#sinks.add(sink);
    if (this.#entries.length > 0) void sink(lastOf(this.#entries, MAX_ENTRIES));
    return () => this.#sinks.delete(sink);
  }
}

/** The last entries; what stood before them leaves a mark with the number of its lines. */
function lastOf(entries: LogEntry[], most: number): LogEntry[] {
  if (entries.length <= most) return entries;
  const cut = entries.length - most + 1;
  let skipped = 0;
  for (const entry of entries.slice(0, cut)) skipped += 'skipped' in entry ? entry.skipped : 1;
  return [{ skipped }, ...entries.slice(cut)];
}
