import type { LogLine, RunningContainer } from './engine.ts';

/** A container's log while a test reads it in the background. */
export interface CollectedLogs {
  readonly lines: LogLine[];
  /** Settles when the log has ended; rejects when it throws. */
  readonly ended: Promise<void>;
  /** Resolves when a line of exactly this text has come; rejects when the log ends without it. */
  until(text: string): Promise<void>;
}

/** Reads a container's log from now on, as a lane does. */
export function collectLogs(container: RunningContainer): CollectedLogs {
  const lines: LogLine[] = [];
  const waiting = new Set<() => void>();
  const read = async () => {
    for await (const line of container.logs) {
      lines.push(line);
      for (const check of waiting) check();
    }
  };
  const ended = read();
  const seen = (text: string) => lines.some((line) => line.text === text);
  return {
    lines,
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!seen(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
        ended.then(() => seen(text) || reject(new Error(`the log ended without "${text}"`)), reject);
      }),
  };
}
