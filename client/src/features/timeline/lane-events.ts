import { readEvidence } from '#protocol/evidence.ts';
import type { LaneLogLine } from '#protocol/log.ts';
import type { RunEvent } from '#protocol/run.ts';

/** Where a lane's log comes from, outside of React. */
export interface LineSource {
  readonly entries: readonly (LaneLogLine | { skipped: number })[];
  /** Draws everything so far, then what comes; the answer ends it. */
  attach(sink: (entries: readonly (LaneLogLine | { skipped: number })[]) => Promise<unknown>): () => void;
}

/** Something that happened to a lane beside its requests. */
export interface LaneEvent {
  id: string;
  /** Milliseconds on the run's clock; of a line, when the lab read it. */
  at: number;
  /** When the lab knew of it: of an exit that is later than the exit itself. */
  knownAt: number;
  /** `lab`: what the lab did or saw; `log`: a line of the container's own log. */
  source: 'lab' | 'log';
  text: string;
  /** The line's number in the log; null for what the lab did. */
  seq: number | null;
}

/** What the container says more often than this, but for its numbers, is routine: it is counted, not told. */
const ROUTINE_AFTER = 8;
/** As many lines as a page keeps of a lane's log. */
const MOST_LINES = 10_000;
/** A container whose every line is new has no routine: so many of them are told, and the rest counted. */
const MOST_TOLD = 500;

/**
 * A lane's events in the order of their time: what happened in the run, and the lines of the container's log that are no request's
 * and no routine.
 */
export class LaneEvents {
  #lines: { event: LaneEvent; shape: string }[] = [];
  readonly #times = new Map<string, number>();
  #ofRun: LaneEvent[] = [];
  #startedAt: number | null = null;
  #told: LaneEvent[] | null = null;
  #routine: number[] | null = null;
  readonly #listeners = new Set<() => void>();

  /** What is told, in the order of time. */
  get told(): readonly LaneEvent[] {
    this.#told ??= this.#tell();
    return this.#told;
  }

  /** When the lines came that are only counted, in the order of time. */
  get routine(): readonly number[] {
    this.#routine ??= this.#lines.filter((line) => !this.#isTold(line)).map(({ event }) => event.at);
    return this.#routine;
  }

  /** An event by its id, also a line that is only counted: a lesson may point at one. */
  find(id: string | null): LaneEvent | undefined {
    if (id === null) return undefined;
    return this.told.find((event) => event.id === id) ?? this.#lines.find(({ event }) => event.id === id)?.event;
  }

  /**
   * Replaces what is known of the run: the events of this lane and of the run as a whole.
   * @param startedAt when the traffic began: what the container said before is its start, which is counted and not told
   * @param exitedAt when the container ended, by the engine's word
   */
  setOfRun(events: readonly RunEvent[], startedAt: number | null, exitedAt: number | null): void {
    if (events.length === this.#ofRun.length && startedAt === this.#startedAt) return;
    this.#startedAt = startedAt;
    this.#ofRun = events.map(({ seq, at: knownAt, kind, text }) => {
      const at = kind === 'lane:exited' ? (exitedAt ?? knownAt) : knownAt;
      return { id: `run:${seq}`, at, knownAt, source: 'lab', text, seq: null };
    });
    this.#changed();
  }

  /** Takes lines of the log. What the lab wrote into it is an event of the run already. */
  take(entries: readonly (LaneLogLine | { skipped: number })[]): void {
    const before = this.#lines.length;
    for (const entry of entries) {
      if ('skipped' in entry || entry.stream === 'lab' || readEvidence(entry.text) !== null) continue;
      const { seq, at, from } = entry;
      const text = from === undefined ? entry.text : `${from} | ${entry.text}`;
      const shape = shapeOf(text);
      if (shape === '') continue;
      this.#times.set(shape, (this.#times.get(shape) ?? 0) + 1);
      this.#lines.push({
        event: { id: `log:${seq}`, at, knownAt: at, source: 'log', text: text.replaceAll(COLOUR, ''), seq },
        shape,
      });
    }
    if (this.#lines.length > MOST_LINES * 1.2) this.#lines = this.#lines.slice(-MOST_LINES);
    if (this.#lines.length !== before) this.#changed();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #isTold({ event, shape }: { event: LaneEvent; shape: string }): boolean {
    if (this.#startedAt === null || event.at < this.#startedAt) return false;
    return (this.#times.get(shape) ?? 0) <= ROUTINE_AFTER;
  }

  #tell(): LaneEvent[] {
    const rare = this.#lines.filter((line) => this.#isTold(line)).slice(-MOST_TOLD);
    return [...this.#ofRun, ...rare.map(({ event }) => event)].sort((one, other) => one.at - other.at);
  }

  #changed(): void {
    this.#told = null;
    this.#routine = null;
    for (const listener of this.#listeners) listener();
  }
}

const ESC = '\u001b';
// The lab lets colours through and nothing else; built from a string because of its control character.
const COLOUR = new RegExp(`${ESC}\\[[0-9;:]*m`, 'g');

/** A line without what differs from one time to the next: numbers, times, addresses. */
function shapeOf(text: string): string {
  return text
    .replaceAll(COLOUR, '')
    .replaceAll(/\b0x[0-9a-f]+|\b[0-9a-f]{8,}\b|\d+/gi, '#')
    .trim();
}
