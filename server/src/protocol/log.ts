/** Where a line of a lane's log came from; `lab` marks what the lab itself did, such as the signal that it sent. */
export type LogStream = 'stdout' | 'stderr' | 'lab';

/** One line of a lane's log, safe to write to a terminal: colours and text, no other escape sequence. */
export interface LaneLogLine {
  /** 1, 2, 3 … within the lane, without a hole. */
  seq: number;
  /** When the lab read it, in milliseconds on the run's clock. */
  at: number;
  /** When the container wrote it by the engine's own clock, in milliseconds since 1970; null where the engine does not say. */
  writtenAt: number | null;
  stream: LogStream;
  text: string;
}

/** What a viewer gets of a lane's log. `skipped` lines before the first are gone: the terminal shows the gap. */
export interface LogBatch {
  skipped: number;
  lines: LaneLogLine[];
}
