import type { Evidence } from '#protocol/evidence.ts';
import type { Counts, RequestRow } from '#protocol/request.ts';
import { MAX_REQUESTS_PER_LANE } from '#protocol/traffic.ts';
import { ChangeLog } from './change-log.ts';
import type { CountContext } from './tally.ts';
import { Tally } from './tally.ts';

/** What the generator knows of a request: a row without what the server's log says. */
export type RequestFacts = Omit<RequestRow, 'evidence' | 'receivedAt' | 'storedAt'>;

type Witnessed = Pick<RequestRow, 'evidence' | 'receivedAt' | 'storedAt'>;

const UNWITNESSED: Witnessed = { evidence: 'none', receivedAt: null, storedAt: null };

/**
 * One row for every request that was due in a lane: the generator's facts joined with the server's own log. Facts and log lines
 * may come in any order and more than once. Rows are replaced, never changed in place: a row that was handed out stays as it was.
 */
export class Ledger {
  /** The rows 1, 2, 3 … without a hole. */
  readonly #rows: RequestRow[] = [];
  /** Rows that were recorded before the one in front of them. */
  readonly #ahead = new Map<number, RequestRow>();
  /** What the log says of requests that the generator has not reported yet. */
  readonly #early = new Map<number, Witnessed>();
  readonly #changes = new ChangeLog();
  readonly #tally = new Tally();

  /** Goes up with every change of a row. */
  get version(): number {
    return this.#changes.version;
  }

  /**
   * Takes what the generator knows of a request. Facts replace earlier ones of the same number, until there is an outcome: what
   * comes after that is old news and changes nothing.
   */
  record(facts: RequestFacts): void {
    const known = this.#row(facts.number);
    if (known !== undefined && known.outcome !== null) return;
    const { evidence, receivedAt, storedAt } = known ?? this.#early.get(facts.number) ?? UNWITNESSED;
    this.#early.delete(facts.number);
    this.#put({ ...facts, evidence, receivedAt, storedAt });
  }

  /**
   * Takes a line of the server's log. The first time of each step is kept. Numbers that no request can have are ignored: a
   * container may print what it likes.
   * @param at when the lab read the line, in milliseconds on the run's clock
   */
  witness({ number, step }: Evidence, at: number): void {
    if (number < 1 || number > MAX_REQUESTS_PER_LANE) return;
    const row = this.#row(number);
    const known = row ?? this.#early.get(number) ?? UNWITNESSED;
    if ((step === 'received' ? known.receivedAt : known.storedAt) !== null) return;
    const receivedAt = step === 'received' ? at : known.receivedAt;
    const storedAt = step === 'stored' ? at : known.storedAt;
    const witnessed: Witnessed = { evidence: storedAt === null ? 'received' : 'stored', receivedAt, storedAt };
    if (row === undefined) this.#early.set(number, witnessed);
    else this.#put({ ...row, ...witnessed });
  }

  /** All rows in the order of their numbers. The list is the ledger's own and goes on growing: copy it to keep it. */
  rows(): readonly RequestRow[] {
    if (this.#ahead.size === 0) return this.#rows;
    return [...this.#rows, ...[...this.#ahead.values()].sort((a, b) => a.number - b.number)];
  }

  /**
   * The rows that changed after a version: each once, as it is now, in the order of their latest change.
   * @param limit at most so many; the version that comes back says where to go on
   */
  changedSince(version: number, limit: number): { version: number; changed: RequestRow[] } {
    const { version: reached, numbers } = this.#changes.since(version, limit);
    return {
      version: reached,
      changed: numbers.map((number) => this.#row(number)).filter((row) => row !== undefined),
    };
  }

  /** How the requests came out so far. */
  counts(context: CountContext): Counts {
    return this.#tally.read(context);
  }

  #row(number: number): RequestRow | undefined {
    return this.#rows[number - 1] ?? this.#ahead.get(number);
  }

  #put(row: RequestRow): void {
    const before = this.#row(row.number);
    if (before !== undefined) this.#tally.count(before, -1);
    this.#tally.count(row, 1);
    if (row.number <= this.#rows.length) this.#rows[row.number - 1] = row;
    else this.#ahead.set(row.number, row);
    this.#closeGaps();
    this.#changes.touch(row.number);
  }

  #closeGaps(): void {
    for (;;) {
      const next = this.#ahead.get(this.#rows.length + 1);
      if (next === undefined) return;
      this.#ahead.delete(next.number);
      this.#rows.push(next);
    }
  }
}
