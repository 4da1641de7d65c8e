import type { TerminalEntry } from './line-text.ts';

/** Where a lane's log comes from, outside of React. */
export interface LogSource {
  readonly entries: readonly TerminalEntry[];
  readonly revision: number;
  /** Whether lines that the container said are not in it. */
  readonly isCut: boolean;
  /** Draws everything so far, then what comes; the answer ends it. */
  attach(sink: (entries: readonly TerminalEntry[]) => Promise<void>): () => void;
}
