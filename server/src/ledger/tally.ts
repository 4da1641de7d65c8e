import type { Counts, EvidenceKind, LostCounts, Outcome, RequestRow } from '#protocol/request.ts';

/** What decides how far lost requests can be told apart. */
export interface CountContext {
  /** Whether the container's log was read to its last byte: before that, a missing line proves nothing. */
  logComplete: boolean;
  /** Whether a proxy accepts connections in the server's place. */
  proxied: boolean;
  /** Whether a balancer of the lane's own does. */
  balanced?: boolean;
}

/** A running sum over rows: a change costs the same for the first row and the hundred thousandth. */
export class Tally {
  readonly #outcomes: Record<Outcome, number> = { completed: 0, refused: 0, cut: 0, 'timed-out': 0, 'not-sent': 0 };
  readonly #lost: Record<EvidenceKind, number> = { none: 0, received: 0, stored: 0 };
  #inFlight = 0;
  #serverErrors = 0;

  /** Counts a row in (1) or, before it changes, out again (-1). */
  count(row: RequestRow, by: 1 | -1): void {
    if (row.outcome === null) {
      this.#inFlight += by;
      return;
    }
    this.#outcomes[row.outcome] += by;
    if (isLost(row)) this.#lost[row.evidence] += by;
    if (isServerError(row)) this.#serverErrors += by;
  }

  read(context: CountContext): Counts {
    const { completed, refused, cut, 'timed-out': timedOut, 'not-sent': notSent } = this.#outcomes;
    return {
      due: completed + refused + cut + timedOut + notSent,
      completed,
      refused,
      cut,
      timedOut,
      notSent,
      lost: this.#readLost(context),
      inFlight: this.#inFlight,
      serverErrors: this.#serverErrors,
    };
  }

  /**
   * Splits what was lost. A `stored` line is final the moment it is read; a missing line means something only when the log is
   * complete; and behind a proxy a missing line cannot tell a request that waited unread from one that came too late, or behind a
   * balancer from one that never left it.
   */
  #readLost({ logComplete, proxied, balanced = false }: CountContext): LostCounts {
    const { none, received, stored } = this.#lost;
    const lost = { total: none + received + stored, unread: 0, interrupted: 0, unacknowledged: stored, unknown: 0 };
    if (!logComplete) return { ...lost, unknown: none + received };
    return { ...lost, interrupted: received, ...(proxied || balanced ? { unknown: none } : { unread: none }) };
  }
}

/** How the rows of a lane came out. */
export function countRows(rows: readonly RequestRow[], context: CountContext): Counts {
  const tally = new Tally();
  for (const row of rows) tally.count(row, 1);
  return tally.read(context);
}

/** Lost: the request had a connection, and no whole answer came. */
export function isLost(row: Pick<RequestRow, 'outcome'>): boolean {
  return row.outcome === 'cut' || row.outcome === 'timed-out';
}

/** Answered, but not served. */
export function isServerError(row: Pick<RequestRow, 'outcome' | 'status'>): boolean {
  return row.outcome === 'completed' && row.status !== null && row.status >= 500;
}
